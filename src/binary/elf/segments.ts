import { type Fields, tableEntries } from './fields.ts';

/** p_type */
export const SegmentType = { load: 1, dynamic: 2, interpreter: 3, note: 4, gnuStack: 0x6474e551 } as const;

export interface Segment {
  readonly type: number;
  readonly writable: boolean;
  readonly executable: boolean;
  readonly offset: number;
  readonly address: number;
  readonly fileSize: number;
  readonly memorySize: number;
}

export function segmentEntrySize(bits: 32 | 64): number {
  return bits === 64 ? 56 : 32;
}

/** https://refspecs.linuxfoundation.org/elf/gabi4+/ch5.pheader.html */
export function parseSegments(table: Fields): Segment[] {
  return tableEntries(table, segmentEntrySize(table.bits), parseSegment);
}

function parseSegment(table: Fields, at: number): Segment {
  const wide = table.bits === 64;
  const flags = table.u32(at + (wide ? 4 : 24));
  return {
    type: table.u32(at),
    executable: (flags & 1) !== 0,
    writable: (flags & 2) !== 0,
    offset: table.word(at + (wide ? 8 : 4)),
    address: table.word(at + (wide ? 16 : 8)),
    fileSize: table.word(at + (wide ? 32 : 16)),
    memorySize: table.word(at + (wide ? 40 : 20)),
  };
}
