import { describe, expect, test } from '@jest/globals';
import { buildElf, type ElfSpec } from '../support/elf-builder.ts';
import { refusalOf } from '../support/inspect-bytes.ts';

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
    [
      'an address where Linux maps nothing',
      changed('address', 0n, { entry: 0x80 }),
      /is firmware, not a Linux program/,
    ],
    ['a start in memory that may not be executed', changed('flags', 4n), /in memory that may not be executed/],
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
