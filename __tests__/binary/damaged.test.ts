import { describe, expect, test } from '@jest/globals';
import { inspectBinary } from '../../src/binary/inspect.ts';
import { buildElf, encodeNumber } from '../support/elf-builder.ts';
import { inspectBytes, refusalOf } from '../support/inspect-bytes.ts';
import { countedSource } from '../support/inspect-mutants.ts';

/** A copy with a number written into it. */
function patched(bytes: Buffer, at: number, value: number, size: number): Buffer {
  const copy = Buffer.from(bytes);
  encodeNumber(value, size).copy(copy, at);
  return copy;
}

/** Where a 64-bit header keeps them. */
const HEADER = {
  entry: 24,
  segments: 32,
  sections: 40,
  segmentSize: 54,
  segmentCount: 56,
  sectionSize: 58,
  sectionCount: 60,
};
const FIRST_SEGMENT = { offset: 64 + 8, address: 64 + 16, fileSize: 64 + 32 };

describe('an ELF file that the kernel would not start', () => {
  const good = buildElf({ sections: [{ name: '.rodata', content: Buffer.from('x') }] });

  test.each<[string, Buffer, string]>([
    ['it ends in its header', good.subarray(0, 63), 'it ends after 63 bytes, inside its header'],
    ['it ends after the magic number', good.subarray(0, 4), 'it ends after 4 bytes, inside its header'],
    ['its class is unknown', patched(good, 4, 3, 1), 'its header names a word size that does not exist (3)'],
    ['its byte order is unknown', patched(good, 5, 0, 1), 'its header names a byte order that does not exist (0)'],
    [
      'its segments are beyond the end',
      patched(good, HEADER.segments, 1e6, 8),
      `its table of segments lies beyond its ${good.length} bytes`,
    ],
    [
      'its segments have another size',
      patched(good, HEADER.segmentSize, 32, 2),
      'its table of segments has 1 entries of 32 bytes',
    ],
    [
      'it has too many segments',
      patched(good, HEADER.segmentCount, 0xffff, 2),
      'its table of segments has 65535 entries of 56 bytes',
    ],
    ['it has no segments', patched(good, HEADER.segmentCount, 0, 2), 'nothing in it is to be loaded'],
    [
      'its first instruction is nowhere',
      patched(good, HEADER.entry, 0x99999999, 8),
      'its first instruction (address 0x99999999) is not in the file',
    ],
    [
      'a segment has an offset like no file',
      patched(good, FIRST_SEGMENT.offset, 2 ** 62, 8),
      `it is cut off: its program ends at byte ${2 ** 62}, the file after ${good.length}`,
    ],
  ])('is refused where %s', async (_name, bytes, what) => {
    const error = await refusalOf(bytes);
    expect(error.message).toBe(`dist/app is a damaged ELF file: ${what}`);
    expect(error.hint).toBe('Build it again, or check the step that downloads, unpacks or copies it.');
  });

  test('is refused where a download or a copy broke off', async () => {
    const whole = buildElf({ data: Buffer.alloc(10_000, 1), sectionTable: false });
    const error = await refusalOf(whole.subarray(0, 5_000));
    expect(error.message).toMatch(
      /^dist\/app is a damaged ELF file: it is cut off: its program ends at byte \d+, the file after 5000$/,
    );
  });
});

describe('tables that only tools read', () => {
  const sections = [{ name: '.comment', flags: 0, content: Buffer.from('GCC: 12\0') }];
  const good = buildElf({ sections });

  test.each<[string, Buffer]>([
    ['lies beyond the end', patched(good, HEADER.sections, 1e9, 8)],
    ['lies at the end of all numbers', patched(good, HEADER.sections, 2 ** 63, 8)],
    ['has entries of no size', patched(good, HEADER.sectionSize, 0, 2)],
    ['says its count elsewhere, and lies there', patched(good, HEADER.sectionCount, 0, 2)],
    ['has more entries than the file', patched(good, HEADER.sectionCount, 0xff00, 2)],
    ['has its names nowhere', patched(good, 62, 0x7777, 2)],
  ])('do no harm where their table %s', async (_name, bytes) => {
    expect((await inspectBytes(bytes)).linkage).toBe('static');
  });

  test('are followed where there are more than a header can count', async () => {
    const first = good.length - 3 * 64;
    const extended = patched(patched(good, HEADER.sectionCount, 0, 2), first + 32, 3, 8);
    expect((await inspectBytes(extended)).compiler).toBe('GCC: 12');
  });
});

describe('a file that wants to be expensive', () => {
  test('is read once and not more, however many of its sections overlap', async () => {
    const content = Buffer.alloc(1 << 20, 'x');
    const many = Array.from({ length: 500 }, () => ({ name: '.rodata', content: Buffer.alloc(0) }));
    const bytes = buildElf({ sections: [{ name: '.rodata', content }, ...many] });
    for (let row = 2; row < 502; row++) {
      const at = bytes.length - (503 - row) * 64;
      encodeNumber(content.length, 8).copy(bytes, at + 32);
      encodeNumber(4096, 8).copy(bytes, at + 24);
    }
    const source = countedSource(bytes);
    await inspectBinary(source, { allowDynamic: false });
    expect(source.bytesRead).toBeLessThan(3 * bytes.length);
  });

  test('is not loaded where it is large: 2 GB of data cost a few reads of their beginning', async () => {
    const size = 2 ** 31;
    const head = buildElf({ sections: [{ name: '.data', content: Buffer.alloc(16) }] });
    const source = countedSource(head);
    const read = async (offset: number, length: number) => {
      const bytes = Buffer.alloc(length);
      head.copy(bytes, 0, offset, offset + length);
      source.bytesRead += length;
      return bytes;
    };
    await inspectBinary({ ...source, size, read }, { allowDynamic: false });
    expect(source.bytesRead).toBeLessThan(100_000);
  });

  test.each([2 ** 32, 2 ** 53, 2 ** 63])('gets no memory for a segment of %i bytes', async (size) => {
    const bytes = patched(buildElf(), FIRST_SEGMENT.fileSize, size, 8);
    expect((await refusalOf(bytes)).message).toContain('it is cut off');
  });
});
