/** Writes small ELF files of any class, byte order, machine and kind. What is not asked for is as a static C program has it. */
export interface ElfSpec {
  readonly bits?: 32 | 64;
  readonly littleEndian?: boolean;
  readonly osAbi?: number;
  /** Default 2, an executable. */
  readonly type?: number;
  /** Default 62, x86-64. */
  readonly machine?: number;
  readonly flags?: number;
  /** Default: the first byte behind the headers. */
  readonly entry?: number;
  readonly interpreter?: string;
  readonly dynamic?: { readonly needed?: readonly string[]; readonly soname?: string; readonly pie?: boolean };
  readonly notes?: readonly NoteSpec[];
  readonly sections?: readonly SectionSpec[];
  /** The content of a segment of its own that the program may write to. */
  readonly data?: Buffer;
  /** `false`: no table of sections, as sstrip and UPX leave a file. */
  readonly sectionTable?: boolean;
}

export interface NoteSpec {
  readonly owner: string;
  readonly type: number;
  readonly description: Buffer;
}

export interface SectionSpec {
  readonly name: string;
  readonly content: Buffer;
  /** Default 1, PROGBITS. */
  readonly type?: number;
  /** Default 2, part of the program's memory. */
  readonly flags?: number;
}

/** Where the file's first byte is loaded. */
export const BASE_ADDRESS = 0x10000;

/** A number in the file's byte order. */
export function encodeNumber(value: number, size: number, littleEndian = true): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt.asUintN(64, BigInt(value)));
  return littleEndian ? bytes.subarray(0, size) : bytes.subarray(0, size).reverse();
}

export function buildElf(spec: ElfSpec = {}): Buffer {
  return new ElfBuilder(spec).build();
}

interface Place {
  readonly offset: number;
  readonly size: number;
}

interface Segment extends Place {
  readonly type: number;
  readonly flags: number;
}

/** The bytes of sh_name to sh_size, in order. */
type SectionRow = readonly [name: number, type: number, flags: number, address: number, offset: number, size: number];

const SIZES = { 32: { header: 52, segment: 32, section: 40 }, 64: { header: 64, segment: 56, section: 64 } };

class ElfBuilder {
  readonly #spec: ElfSpec;
  readonly #bits: 32 | 64;
  readonly #sizes: { header: number; segment: number; section: number };
  readonly #bodyStart: number;
  readonly #parts: Buffer[] = [];
  #end: number;

  constructor(spec: ElfSpec) {
    this.#spec = spec;
    this.#bits = spec.bits ?? 64;
    this.#sizes = SIZES[this.#bits];
    const { interpreter, dynamic, notes, data } = spec;
    const segments = 1 + [interpreter, dynamic, notes, data].filter((part) => part !== undefined).length;
    this.#bodyStart = aligned(this.#sizes.header + segments * this.#sizes.segment);
    this.#end = this.#bodyStart;
  }

  build(): Buffer {
    const code = this.#add(Buffer.alloc(16, 0x90));
    const described = this.#describedSegments();
    const sections = (this.#spec.sections ?? []).map((section) => ({ ...section, ...this.#add(section.content) }));
    const loaded = { type: 1, flags: 5, offset: 0, size: this.#end };
    const data = this.#spec.data === undefined ? [] : [{ type: 1, flags: 6, ...this.#add(this.#spec.data) }];
    const segments = [loaded, ...data, ...described];
    const rows = this.#spec.sectionTable === false ? [] : this.#sectionRows(sections);
    const header = this.#header(code.offset, segments.length, rows.length);
    const start = Buffer.alloc(this.#bodyStart);
    Buffer.concat([header, ...segments.map((segment) => this.#segment(segment))]).copy(start);
    return Buffer.concat([start, ...this.#parts, ...rows.map((row) => this.#section(row))]);
  }

  #number(value: number, size: number): Buffer {
    return encodeNumber(value, size, this.#spec.littleEndian);
  }

  #words(...values: readonly number[]): Buffer {
    return Buffer.concat(values.map((value) => this.#number(value, this.#bits / 8)));
  }

  #add(content: Buffer): Place {
    const place = { offset: this.#end, size: content.length };
    this.#end += aligned(content.length);
    this.#parts.push(content, Buffer.alloc(this.#end - place.offset - place.size));
    return place;
  }

  #describedSegments(): Segment[] {
    const { interpreter, dynamic, notes } = this.#spec;
    const segments: Segment[] = [];
    if (interpreter !== undefined) segments.push({ type: 3, flags: 4, ...this.#add(terminated(interpreter)) });
    if (dynamic !== undefined) segments.push({ type: 2, flags: 6, ...this.#addDynamic(dynamic) });
    if (notes !== undefined) {
      segments.push({ type: 4, flags: 4, ...this.#add(Buffer.concat(notes.map((note) => this.#note(note)))) });
    }
    return segments;
  }

  #addDynamic({ needed = [], soname, pie = false }: NonNullable<ElfSpec['dynamic']>): Place {
    const names = [...needed, ...(soname === undefined ? [] : [soname])].map(terminated);
    const strings = this.#add(Buffer.concat([Buffer.alloc(1), ...names]));
    const offsetOf = (index: number) => 1 + names.slice(0, index).reduce((sum, { length }) => sum + length, 0);
    return this.#add(
      Buffer.concat([
        ...needed.map((_, index) => this.#words(1, offsetOf(index))),
        ...(soname === undefined ? [] : [this.#words(14, offsetOf(needed.length))]),
        this.#words(5, BASE_ADDRESS + strings.offset),
        ...(pie ? [this.#words(0x6ffffffb, 0x08000000)] : []),
        this.#words(0, 0),
      ]),
    );
  }

  #note({ owner, type, description }: NoteSpec): Buffer {
    const name = terminated(owner);
    const sizes = [name.length, description.length, type].map((value) => this.#number(value, 4));
    return Buffer.concat([...sizes, padded(name), padded(description)]);
  }

  /** The empty first one, those of the spec, and the one that holds their names. */
  #sectionRows(sections: readonly (SectionSpec & Place)[]): SectionRow[] {
    const names = ['', '.shstrtab', ...sections.map(({ name }) => name)].map(terminated);
    const nameOffset = (index: number) => names.slice(0, index).reduce((sum, { length }) => sum + length, 0);
    const place = this.#add(Buffer.concat(names));
    return [
      [0, 0, 0, 0, 0, 0],
      ...sections.map(({ type = 1, flags = 2, offset, size }, index): SectionRow => {
        return [nameOffset(index + 2), type, flags, BASE_ADDRESS + offset, offset, size];
      }),
      [nameOffset(1), 3, 0, 0, place.offset, place.size],
    ];
  }

  #header(entry: number, segments: number, sections: number): Buffer {
    const { spec, sizes } = { spec: this.#spec, sizes: this.#sizes };
    const ident = [0x7f, 0x45, 0x4c, 0x46, this.#bits / 32, spec.littleEndian === false ? 2 : 1, 1, spec.osAbi ?? 0];
    const halves = [sizes.header, sizes.segment, segments, sizes.section, sections, Math.max(0, sections - 1)];
    return Buffer.concat([
      Buffer.from([...ident, 0, 0, 0, 0, 0, 0, 0, 0]),
      this.#number(spec.type ?? 2, 2),
      this.#number(spec.machine ?? 62, 2),
      this.#number(1, 4),
      this.#words(spec.entry ?? BASE_ADDRESS + entry, sizes.header, sections === 0 ? 0 : this.#end),
      this.#number(spec.flags ?? 0, 4),
      ...halves.map((value) => this.#number(value, 2)),
    ]);
  }

  #segment({ type, flags, offset, size }: Segment): Buffer {
    const place = this.#words(offset, BASE_ADDRESS + offset, BASE_ADDRESS + offset, size, size);
    const [kind, access] = [this.#number(type, 4), this.#number(flags, 4)];
    return Buffer.concat(
      this.#bits === 64 ? [kind, access, place, this.#words(16)] : [kind, place, access, this.#words(16)],
    );
  }

  #section([name, type, ...words]: SectionRow): Buffer {
    const [flags, address, offset, size] = words;
    return Buffer.concat([
      this.#number(name, 4),
      this.#number(type, 4),
      this.#words(flags, address, offset, size),
      this.#number(0, 4),
      this.#number(0, 4),
      this.#words(1, 0),
    ]);
  }
}

function terminated(text: string): Buffer {
  return Buffer.from(`${text}\0`, 'latin1');
}

function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
}

function aligned(size: number): number {
  return Math.ceil(size / 16) * 16;
}
