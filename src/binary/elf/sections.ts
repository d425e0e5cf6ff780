import { Fields, tableEntries } from './fields.ts';

/** sh_type */
export const SectionType = { noBits: 8, armAttributes: 0x70000003 } as const;

/** Bytes. The longest that a known toolchain writes is about 40. */
const MAX_NAME = 128;

export interface Section {
  readonly name: string;
  readonly type: number;
  /** Part of the program's memory, not only for tools. */
  readonly allocated: boolean;
  readonly writable: boolean;
  readonly executable: boolean;
  readonly address: number;
  readonly offset: number;
  readonly size: number;
}

export interface RawSection extends Omit<Section, 'name'> {
  readonly nameOffset: number;
  readonly link: number;
  readonly info: number;
}

export function sectionEntrySize(bits: 32 | 64): number {
  return bits === 64 ? 64 : 40;
}

/** https://refspecs.linuxfoundation.org/elf/gabi4+/ch4.sheader.html */
export function parseRawSections(table: Fields): RawSection[] {
  return tableEntries(table, sectionEntrySize(table.bits), parseRawSection);
}

export function nameSections(sections: readonly RawSection[], names: Buffer): Section[] {
  const text = new Fields(names, { bits: 64, littleEndian: true });
  return sections.map(({ nameOffset, link: _link, info: _info, ...section }) => ({
    ...section,
    name: nameOffset < names.length ? text.text(nameOffset, MAX_NAME) : '',
  }));
}

function parseRawSection(table: Fields, at: number): RawSection {
  const wide = table.bits === 64;
  const flags = table.word(at + 8) % 2 ** 32;
  return {
    nameOffset: table.u32(at),
    type: table.u32(at + 4),
    writable: (flags & 0x1) !== 0,
    allocated: (flags & 0x2) !== 0,
    executable: (flags & 0x4) !== 0,
    address: table.word(at + (wide ? 16 : 12)),
    offset: table.word(at + (wide ? 24 : 16)),
    size: table.word(at + (wide ? 32 : 20)),
    link: table.u32(at + (wide ? 40 : 24)),
    info: table.u32(at + (wide ? 44 : 28)),
  };
}
