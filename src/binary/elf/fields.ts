/**
 * Numbers in the byte order and word size of one ELF file. What lies beyond the bytes reads as 0, so that a file that
 * is cut off or lies about its sizes never throws here; code that a zero would mislead checks `length`.
 */
export class Fields {
  readonly bytes: Buffer;
  readonly littleEndian: boolean;
  readonly bits: 32 | 64;

  constructor(bytes: Buffer, layout: { readonly littleEndian: boolean; readonly bits: 32 | 64 }) {
    this.bytes = bytes;
    this.littleEndian = layout.littleEndian;
    this.bits = layout.bits;
  }

  get length(): number {
    return this.bytes.length;
  }

  u8(offset: number): number {
    return this.bytes[offset] ?? 0;
  }

  u16(offset: number): number {
    if (!this.#holds(offset, 2)) return 0;
    return this.littleEndian ? this.bytes.readUInt16LE(offset) : this.bytes.readUInt16BE(offset);
  }

  u32(offset: number): number {
    if (!this.#holds(offset, 4)) return 0;
    return this.littleEndian ? this.bytes.readUInt32LE(offset) : this.bytes.readUInt32BE(offset);
  }

  /** Beyond 2^53 it loses its last digits: no file has such an offset, and every use is checked against the file. */
  u64(offset: number): number {
    const [first, second] = [this.u32(offset), this.u32(offset + 4)];
    return this.littleEndian ? second * 2 ** 32 + first : first * 2 ** 32 + second;
  }

  /** An address, offset or size: 4 or 8 bytes by the file's class. */
  word(offset: number): number {
    return this.bits === 64 ? this.u64(offset) : this.u32(offset);
  }

  /** The text up to the next NUL, the end, or `limit` bytes. */
  text(offset: number, limit = 4096): string {
    const bytes = this.bytes.subarray(offset, offset + limit);
    const end = bytes.indexOf(0);
    return bytes.toString('utf8', 0, end === -1 ? bytes.length : end);
  }

  slice(start: number, end: number): Fields {
    return new Fields(this.bytes.subarray(start, end), this);
  }

  #holds(offset: number, length: number): boolean {
    return offset >= 0 && offset + length <= this.bytes.length;
  }
}

/** The entries of a table of equal ones; what is cut off at its end is left out. `parse` gets the offset of each. */
export function tableEntries<T>(table: Fields, entrySize: number, parse: (table: Fields, at: number) => T): T[] {
  return Array.from({ length: Math.floor(table.length / entrySize) }, (_, index) => parse(table, index * entrySize));
}
