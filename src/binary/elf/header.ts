import { ActionError } from '../../errors.ts';
import { Fields } from './fields.ts';

/** e_type */
export const ElfType = { relocatable: 1, executable: 2, shared: 3, core: 4 } as const;

export interface Table {
  readonly offset: number;
  readonly entrySize: number;
  readonly count: number;
}

/** https://refspecs.linuxfoundation.org/elf/gabi4+/ch4.eheader.html */
export interface ElfHeader {
  readonly bits: 32 | 64;
  readonly littleEndian: boolean;
  readonly osAbi: number;
  readonly type: number;
  readonly machine: number;
  readonly flags: number;
  readonly entry: number;
  readonly segments: Table;
  readonly sections: Table;
  /** The section that holds the sections' names. */
  readonly namesIndex: number;
}

const MAGIC = Buffer.from('\x7fELF', 'latin1');

export function isElf(head: Uint8Array): boolean {
  return MAGIC.equals(head.subarray(0, 4));
}

/** `head` is the file's beginning. Fails where it is not a whole ELF header. */
export function parseHeader(name: string, head: Buffer): ElfHeader {
  const [elfClass = 0, data = 0] = head.subarray(4, 6);
  const bits = elfClass === 2 ? 64 : 32;
  if (head.length < (bits === 64 ? 64 : 52))
    throw broken(name, `it ends after ${head.length} bytes, inside its header`);
  if (elfClass !== 1 && elfClass !== 2)
    throw broken(name, `its header names a word size that does not exist (${elfClass})`);
  if (data !== 1 && data !== 2) throw broken(name, `its header names a byte order that does not exist (${data})`);
  return fieldsOf(new Fields(head, { bits, littleEndian: data === 1 }));
}

function fieldsOf(fields: Fields): ElfHeader {
  const wide = fields.bits === 64;
  const counts = wide ? 54 : 42;
  return {
    bits: fields.bits,
    littleEndian: fields.littleEndian,
    osAbi: fields.u8(7),
    type: fields.u16(16),
    machine: fields.u16(18),
    flags: fields.u32(wide ? 48 : 36),
    entry: fields.word(24),
    segments: { offset: fields.word(wide ? 32 : 28), entrySize: fields.u16(counts), count: fields.u16(counts + 2) },
    sections: { offset: fields.word(wide ? 40 : 32), entrySize: fields.u16(counts + 4), count: fields.u16(counts + 6) },
    namesIndex: fields.u16(counts + 8),
  };
}

/** An ELF file that no kernel would start. */
export function broken(name: string, what: string): ActionError {
  return new ActionError('binary', `${name} is a damaged ELF file: ${what}`, {
    hint: 'Build it again, or check the step that downloads, unpacks or copies it.',
  });
}
