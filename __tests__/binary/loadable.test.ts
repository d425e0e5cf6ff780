import { describe, expect, test } from '@jest/globals';
import { buildElf, type ElfSpec } from '../support/elf-builder.ts';
import { inspectBytes, refusalOf } from '../support/inspect-bytes.ts';

const FIRST_SEGMENT = 64;
const FIELD = { flags: 4, offset: 8, address: 16, fileSize: 32, memorySize: 40 } as const;

/** A field of the first segment of a 64-bit file, changed. */
function changed(field: keyof typeof FIELD, value: bigint, spec: ElfSpec = {}): Buffer {
  const bytes = buildElf(spec);
  const at = FIRST_SEGMENT + FIELD[field];
  if (field === 'flags') bytes.writeUInt32LE(Number(value), at);
  else bytes.writeBigUInt64LE(value, at);
  return bytes;
}

function withCode(code: Buffer, spec: ElfSpec = {}): Buffer {
  const bytes = buildElf(spec);
  code.copy(bytes, Number(bytes.readBigUInt64LE(24)) - 0x10000);
  return bytes;
}

describe('a program that the kernel would kill or never start is refused', () => {
  test.each<[string, Buffer, RegExp]>([
    ['more bytes in the file than in memory', changed('memorySize', 8n), /has more bytes in the file than in memory/],
    ['an address that no page can have', changed('address', 0x10004n), /no kernel can map it/],
    ['an address of the kernel', changed('address', 0xffff_ffff_8000_0000n), /lies where only a kernel may be/],
    ['the last page, which Linux keeps free', changed('address', 0x7fff_ffff_f000n), /lies where only a kernel may be/],
    ['more memory than machines have', changed('memorySize', 2n ** 42n), /asks for 4\.4 TB of memory/],
    [
      'as much, by a hole in what is placed as one piece',
      changed('address', 2n ** 45n, { type: 3, data: Buffer.alloc(16, 1), dynamic: { pie: true } }),
      /asks for 35\.2 TB of memory/,
    ],
    [
      'an address where Linux maps nothing',
      changed('address', 0n, { entry: 0x80 }),
      /is firmware, not a Linux program/,
    ],
    ['a start in memory that may not be executed', changed('flags', 4n), /in memory that may not be executed/],
    ['no start', buildElf({ entry: 0 }), /^dist\/app names no place where it starts/],
    [
      'no start, and no fixed address',
      buildElf({ type: 3, entry: 0, dynamic: { pie: true } }),
      /^dist\/app names no place where it starts/,
    ],
    ['nothing but zeros where it starts', withCode(Buffer.alloc(64)), /only zeros where it should start/],
    // csrr a0, mhartid
    [
      'machine mode',
      withCode(Buffer.from('732540f1', 'hex'), { machine: 243 }),
      /it starts in a mode of the processor/,
    ],
  ])('%s', async (_, bytes, sentence) => {
    expect((await refusalOf(bytes)).message).toMatch(sentence);
  });
});

/** A copy that ends in zeros from `start` on. */
function zerosFrom(bytes: Buffer, start: number): Buffer {
  return Buffer.concat([bytes.subarray(0, start), Buffer.alloc(bytes.length - start)]);
}

describe('a download that was given its size and stopped halfway', () => {
  const data = Buffer.alloc(4096, 1);

  test('is refused where zeros begin inside the program', async () => {
    const whole = buildElf({ data, sections: [{ name: '.rodata', content: Buffer.from('x') }] });
    const error = await refusalOf(zerosFrom(whole, whole.length - 1024));
    expect(error.message).toMatch(/^dist\/app is a damaged ELF file: it ends in nothing but zeros/);
  });

  test('is refused where they begin in a Go program, whose tables stand in front', async () => {
    const section = { name: '.go.buildinfo', content: Buffer.alloc(64) };
    expect((await refusalOf(buildElf({ sections: [section] }))).message).toMatch(/ends in nothing but zeros/);
  });

  test('is taken where the program itself is whole', async () => {
    const whole = buildElf({ data, sections: [{ name: '.rodata', content: Buffer.from('x') }] });
    const tables = Number(whole.readBigUInt64LE(40));
    expect((await inspectBytes(zerosFrom(whole, tables))).linkage).toBe('static');
  });
});
