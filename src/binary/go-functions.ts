import type { ElfFile } from './elf/elf-file.ts';
import type { Fields } from './elf/fields.ts';
import { type Range, searchTexts } from './search.ts';

/** Where in pcHeader, counted in words from byte 8, the offset of the table of names stands; the next table's follows. */
const NAMES_WORD: Readonly<Record<number, number>> = {
  4294967281: 3, // Go 1.20
  4294967280: 3, // Go 1.18
  4294967290: 2, // Go 1.16
};

/**
 * Which of these functions the linker kept: it drops what the program cannot reach, and even stripped programs keep the
 * names for stack traces. Nothing for a program whose table is not found. https://github.com/golang/go/blob/master/src/runtime/symtab.go
 */
export async function findGoFunctions<Name extends string>(
  file: ElfFile,
  names: readonly Name[],
): Promise<ReadonlySet<Name> | undefined> {
  const section = file.section('.gopclntab') ?? file.section('.data.rel.ro.gopclntab');
  if (section === undefined) return undefined;
  const table = nameTable(await file.fields(section.offset, Math.min(section.size, 128)), section);
  if (table === undefined) return undefined;
  const found = await searchTexts(
    file,
    [table],
    names.map((name) => `\0${name}\0`),
  );
  return new Set(names.filter((name) => found.has(`\0${name}\0`)));
}

function nameTable(header: Fields, section: Range): Range | undefined {
  const word = NAMES_WORD[header.u32(0)];
  const pointerSize = header.u8(7);
  if (word === undefined || pointerSize !== header.bits / 8) return undefined;
  const start = header.word(8 + word * pointerSize);
  const end = header.word(8 + (word + 1) * pointerSize);
  return start < end && end <= section.size ? { offset: section.offset + start, size: end - start } : undefined;
}
