import type { ElfFile } from './elf-file.ts';
import type { Fields } from './fields.ts';
import { SegmentType } from './segments.ts';

/** d_tag */
const Tag = { end: 0, needed: 1, strings: 5, soname: 14, flags1: 0x6ffffffb } as const;
const FLAG_PIE = 0x08000000;
const MAX_TABLE = 65_536;
const MAX_NEEDED = 256;

/** What the file says to a loader. https://refspecs.linuxfoundation.org/elf/gabi4+/ch5.dynamic.html */
export interface DynamicSection {
  readonly needed: readonly string[];
  /** The name by which programs ask for a library. */
  readonly soname?: string;
  /** The linker says that this is a program, and no library. */
  readonly pie: boolean;
}

export async function readDynamic(file: ElfFile): Promise<DynamicSection | undefined> {
  const segment = file.segments.find(({ type }) => type === SegmentType.dynamic);
  if (segment === undefined) return undefined;
  const table = await file.fields(segment.offset, Math.min(segment.fileSize, MAX_TABLE));
  const entries = parseEntries(table);
  const valuesOf = (tag: number) => entries.filter((entry) => entry.tag === tag).map(({ value }) => value);
  const strings = file.offsetOf(valuesOf(Tag.strings)[0] ?? 0);
  const textAt = async (offset: number) => (strings === undefined ? '' : stringAt(file, strings + offset));
  const needed: string[] = [];
  for (const offset of valuesOf(Tag.needed).slice(0, MAX_NEEDED)) needed.push(await textAt(offset));
  const [sonameOffset] = valuesOf(Tag.soname);
  return {
    needed: needed.map((name) => name || 'a library without a name'),
    ...(sonameOffset === undefined ? {} : { soname: await textAt(sonameOffset) }),
    pie: ((valuesOf(Tag.flags1)[0] ?? 0) & FLAG_PIE) !== 0,
  };
}

/** The path of the loader, where the file asks for one. */
export async function readInterpreter(file: ElfFile): Promise<string | undefined> {
  const segment = file.segments.find(({ type }) => type === SegmentType.interpreter);
  return segment && ((await stringAt(file, segment.offset)) || 'a loader without a name');
}

function parseEntries(table: Fields): { tag: number; value: number }[] {
  const wordSize = table.bits / 8;
  const entries = [];
  for (let at = 0; at + 2 * wordSize <= table.length; at += 2 * wordSize) {
    const tag = table.word(at);
    if (tag === Tag.end) break;
    entries.push({ tag, value: table.word(at + wordSize) });
  }
  return entries;
}

/** Paths and names of libraries are no longer than this. */
const MAX_STRING = 4096;

async function stringAt(file: ElfFile, offset: number): Promise<string> {
  return (await file.fields(offset, MAX_STRING)).text(0);
}
