import type { GoBuildInfo, RustAudit } from './binary.ts';
import type { ElfFile } from './elf/elf-file.ts';
import { searchTexts } from './search.ts';

/** Who built the program, as far as it decides how to link statically and how to strip. */
export type Toolchain =
  | 'go'
  | 'gccgo'
  | 'rust'
  | 'zig'
  | 'swift'
  | 'dotnet'
  | 'graalvm'
  | 'dart'
  | 'bun'
  | 'deno'
  | 'nim'
  | 'ocaml'
  | 'c++'
  | 'c'
  /** By UPX, which leaves nothing to see of who built it. */
  | 'packed'
  | 'unknown';

interface Signs {
  readonly file: ElfFile;
  readonly comments: readonly string[];
  readonly needed: readonly string[];
  readonly go: GoBuildInfo | undefined;
  readonly rust: RustAudit | undefined;
  /** Texts of other toolchains, see findMarks. */
  readonly marks: ReadonlySet<string>;
}

/** The first row that fits. C libraries leave their words in every program, so C comes last. */
const ROWS: readonly [Toolchain, (signs: Signs) => boolean][] = [
  ['go', ({ go, file }) => go !== undefined || hasSection(file, /^\.(gopclntab|note\.go\.buildid)$/)],
  [
    'gccgo',
    ({ needed, file }) => needed.some((name) => name.startsWith('libgo.so')) || hasSection(file, /^\.go_export$/),
  ],
  ['bun', ({ marks }) => marks.has(MARKS.bun)],
  ['deno', ({ marks }) => marks.has(MARKS.deno)],
  ['dart', ({ marks }) => marks.has(MARKS.dart)],
  ['rust', isRust],
  ['swift', ({ needed, file }) => needed.some((name) => name.startsWith('libswift')) || hasSection(file, /^swift5_/)],
  ['dotnet', ({ file }) => hasSection(file, /^__managedcode$/)],
  ['graalvm', ({ file }) => hasSection(file, /^\.svm_heap$/)],
  ['zig', ({ comments }) => comments.some((comment) => /\bzig/i.test(comment))],
  ['nim', ({ marks }) => marks.has(MARKS.nim)],
  ['ocaml', ({ marks }) => marks.has(MARKS.ocaml)],
  ['c++', ({ needed }) => needed.some((name) => /^lib(std)?c\+\+\.so/.test(name))],
  ['c', ({ comments }) => comments.some((comment) => /^GCC:|clang|\bLLVM\b|\bICX?\b/i.test(comment))],
];

/** What each leaves in every program: at its end, among the names of its functions, or among its texts. */
const MARKS = {
  bun: '\n---- Bun! ----\n',
  deno: 'd3n0l4nd',
  dart: '\xdc\xdc\xf6\xf6\0\0\0\0',
  nim: 'NimMain',
  ocaml: 'OCAMLRUNPARAM',
  /** The start of every Rust program, which an object of Rust in a C program does not bring. */
  rustStart: 'std/src/rt.rs',
} as const;

const TAIL = 64;

const MAX_NAMES = 64 << 20;

/** A C program may hold one object of Rust; a Rust program has the words of C's start files, too. */
function isRust({ rust, comments, marks }: Signs): boolean {
  if (rust !== undefined) return true;
  if (!comments.some((comment) => comment.startsWith('rustc '))) return false;
  return !comments.some((comment) => comment.startsWith('GCC:')) || marks.has(MARKS.rustStart);
}

/**
 * Who made the program. How a dynamic one is linked statically depends on it, so that its texts are searched; for a static one,
 * only the hint on debug information does.
 */
export async function detectToolchain(signs: Omit<Signs, 'marks'>, dynamic: boolean): Promise<Toolchain> {
  const marks = dynamic ? await findMarks(signs.file) : new Set([MARKS.rustStart]);
  return ROWS.find(([, fits]) => fits({ ...signs, marks }))?.[0] ?? 'unknown';
}

async function findMarks(file: ElfFile): Promise<ReadonlySet<string>> {
  const tail = await file.bytes(Math.max(0, file.size - TAIL), TAIL);
  const atEnd = [MARKS.bun, MARKS.deno, MARKS.dart].filter((mark) => tail.includes(Buffer.from(mark, 'latin1')));
  const sections = file.sections.filter(
    ({ name, size }) => /^\.(strtab|l?rodata|data)$/.test(name) && size < MAX_NAMES,
  );
  const inside = await searchTexts(file, sections, [MARKS.nim, MARKS.ocaml, MARKS.rustStart]);
  return new Set([...atEnd, ...inside]);
}

function hasSection(file: ElfFile, name: RegExp): boolean {
  return file.sections.some((section) => name.test(section.name));
}

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
