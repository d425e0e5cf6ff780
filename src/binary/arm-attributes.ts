import type { ElfFile } from './elf/elf-file.ts';
import type { Fields } from './elf/fields.ts';
import { SectionType } from './elf/sections.ts';

const MAX_ATTRIBUTES = 4096;
const TAG_CPU_NAME = 5;
const TAG_CPU_ARCH = 6;

/** The variant of 32-bit ARM that a C, Rust or Zig compiler recorded. https://github.com/ARM-software/abi-aa/blob/main/addenda32/addenda32.rst */
export async function readArmVariant(file: ElfFile): Promise<string | undefined> {
  const section = file.sections.find(({ type }) => type === SectionType.armAttributes);
  if (section === undefined) return undefined;
  const architecture = cpuArchitecture(await file.fields(section.offset, Math.min(section.size, MAX_ATTRIBUTES)));
  return architecture === undefined ? undefined : variantOf(architecture);
}

/** Tag_CPU_arch of the whole file: 'A', length, "aeabi", then the sub-subsection of the file's own attributes. */
function cpuArchitecture(fields: Fields): number | undefined {
  const start = 5 + 'aeabi\0'.length;
  const fileScope = 1;
  if (fields.u8(0) !== 0x41 || fields.text(5) !== 'aeabi' || fields.u8(start) !== fileScope) return undefined;
  const end = Math.min(fields.length, start + fields.u32(start + 1));
  let at = start + 5;
  while (at < end) {
    const [tag, value] = tagAndNumber(fields, at);
    if (tag.value === TAG_CPU_ARCH) return value.value;
    at = isText(tag.value) ? tag.end + textLength(fields, tag.end) : value.end;
  }
  return undefined;
}

/** All other tags hold a number; 32 holds both, and no compiler writes it before Tag_CPU_arch. */
function isText(tag: number): boolean {
  return tag === 4 || tag === TAG_CPU_NAME || (tag > 32 && tag % 2 === 1);
}

function textLength(fields: Fields, at: number): number {
  const end = fields.bytes.indexOf(0, at);
  return end === -1 ? fields.length : end + 1 - at;
}

interface Decoded {
  readonly value: number;
  /** The place of what follows. */
  readonly end: number;
}

/** A tag and the number behind it. */
function tagAndNumber(fields: Fields, at: number): [Decoded, Decoded] {
  const first = uleb128(fields, at);
  return [first, uleb128(fields, first.end)];
}

function uleb128(fields: Fields, at: number): Decoded {
  let value = 0;
  for (let index = 0; index < 5; index++) {
    const byte = fields.u8(at + index);
    value += (byte & 0x7f) * 2 ** (7 * index);
    if (byte < 0x80) return { value, end: at + index + 1 };
  }
  return { value, end: at + 5 };
}

/** 1..5: v4 to v5TEJ; 6..9: v6; 10: v7; 11..13: microcontrollers; from 14 on: v8 and v9. */
function variantOf(architecture: number): string | undefined {
  if (architecture === 0) return undefined;
  if (architecture <= 5) return 'v5';
  if (architecture <= 9) return 'v6';
  if (architecture <= 13) return 'v7';
  return 'v8';
}
