import type { FileSource } from '../../files/file-source.ts';
import { printable } from '../../printable.ts';
import { Fields } from './fields.ts';
import { broken, type ElfHeader, parseHeader } from './header.ts';
import { nameSections, parseRawSections, type Section, SectionType, sectionEntrySize } from './sections.ts';
import { parseSegments, type Segment, SegmentType, segmentEntrySize } from './segments.ts';

/** Linux refuses a larger table of segments: https://github.com/torvalds/linux/blob/v6.12/fs/binfmt_elf.c#L516 */
const MAX_SEGMENT_TABLE = 65_536;
const MAX_SECTIONS = 65_535;
const MAX_NAMES = 1 << 20;

/** An ELF file of which only the tables are in memory; everything else is read when asked for, never beyond the file. */
export class ElfFile {
  readonly header: ElfHeader;
  readonly segments: readonly Segment[];
  readonly sections: readonly Section[];
  readonly #source: FileSource;
  readonly #head: Buffer;

  private constructor(source: FileSource, head: Buffer, header: ElfHeader, segments: Segment[], sections: Section[]) {
    this.#source = source;
    this.#head = head;
    this.header = header;
    this.segments = segments;
    this.sections = sections;
  }

  /** `head` is the file's first few thousand bytes. Fails where no kernel would start it. */
  static async open(source: FileSource, head: Buffer): Promise<ElfFile> {
    const header = parseHeader(printable(source.name), head);
    const empty = new ElfFile(source, head, header, [], []);
    const segments = await readSegments(empty);
    return new ElfFile(source, head, header, segments, await readSections(empty));
  }

  /** For messages. */
  get name(): string {
    return printable(this.#source.name);
  }

  get size(): number {
    return this.#source.size;
  }

  /** At most `length` bytes from `offset`; fewer, or none, where the file ends before. */
  async bytes(offset: number, length: number): Promise<Buffer> {
    const end = Math.min(offset + length, this.size);
    if (!(offset < end)) return Buffer.alloc(0);
    if (end <= this.#head.length) return this.#head.subarray(offset, end);
    const bytes = await this.#source.read(offset, end - offset);
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  async fields(offset: number, length: number): Promise<Fields> {
    return new Fields(await this.bytes(offset, length), this.header);
  }

  section(name: string): Section | undefined {
    return this.sections.find((section) => section.name === name && section.type !== SectionType.noBits);
  }

  /** What is loaded from the file at `address`. */
  segmentAt(address: number): Segment | undefined {
    return this.segments.find(
      (segment) =>
        segment.type === SegmentType.load && address >= segment.address && address < segment.address + segment.fileSize,
    );
  }

  /** The place in the file of what is loaded at `address`. */
  offsetOf(address: number): number | undefined {
    const home = this.segmentAt(address);
    return home && home.offset + (address - home.address);
  }
}

async function readSegments(file: ElfFile): Promise<Segment[]> {
  const { offset, entrySize, count } = file.header.segments;
  if (count === 0) return [];
  const length = entrySize * count;
  if (entrySize !== segmentEntrySize(file.header.bits) || length > MAX_SEGMENT_TABLE) {
    throw broken(file.name, `its table of segments has ${count} entries of ${entrySize} bytes`);
  }
  const table = await file.fields(offset, length);
  if (table.length < length) throw broken(file.name, `its table of segments lies beyond its ${file.size} bytes`);
  return parseSegments(table);
}

/** Sections are for tools, not for the kernel: a table that makes no sense counts as none. */
async function readSections(file: ElfFile): Promise<Section[]> {
  const { offset, entrySize, count } = file.header.sections;
  if (offset === 0 || entrySize !== sectionEntrySize(file.header.bits)) return [];
  const first = parseRawSections(await file.fields(offset, entrySize))[0];
  const total = count === 0 ? (first?.size ?? 0) : count;
  if (total > MAX_SECTIONS) return [];
  const sections = parseRawSections(await file.fields(offset, total * entrySize));
  const namesIndex = file.header.namesIndex === 0xffff ? (first?.link ?? 0) : file.header.namesIndex;
  const names = sections[namesIndex];
  return nameSections(
    sections,
    names ? await file.bytes(names.offset, Math.min(names.size, MAX_NAMES)) : Buffer.alloc(0),
  );
}
