import type { ElfFile } from './elf/elf-file.ts';

const MAX_COMMENT = 65_536;

/** What compilers and linkers wrote into `.comment`, one text each. */
export async function readComments(file: ElfFile): Promise<string[]> {
  const section = file.section('.comment');
  if (section === undefined) return [];
  const text = (await file.bytes(section.offset, Math.min(section.size, MAX_COMMENT))).toString('utf8');
  return text.split('\0').filter((comment) => comment.trim() !== '');
}

/** The program's own compiler: the C library and the linker leave their words too. */
export function compilerOf(comments: readonly string[]): string | undefined {
  const own = comments.find((comment) => comment.startsWith('rustc ') || /clang|\bzig/i.test(comment));
  return own ?? comments.filter((comment) => !comment.startsWith('Linker:')).at(-1);
}
