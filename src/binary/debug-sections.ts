import type { ElfFile } from './elf/elf-file.ts';
import { SectionType } from './elf/sections.ts';

const DEBUG_SECTION = /^\.(z?debug_|symtab$|strtab$)/;

/** Bytes in the file that only a debugger reads. */
export function debugBytesOf(file: ElfFile): number {
  const sections = file.sections.filter(({ name, type }) => DEBUG_SECTION.test(name) && type !== SectionType.noBits);
  const bytes = sections.reduce((sum, { size }) => sum + size, 0);
  return Math.min(bytes, file.size);
}
