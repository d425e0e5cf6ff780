import type { GoBuildInfo, RustAudit } from './binary.ts';
import type { ElfFile } from './elf/elf-file.ts';

/** Who built the program, as far as it decides how to link statically and how to strip. */
export type Toolchain = 'go' | 'rust' | 'zig' | 'swift' | 'dotnet' | 'graalvm' | 'c++' | 'c' | 'unknown';

interface Signs {
  readonly file: ElfFile;
  readonly comments: readonly string[];
  readonly needed: readonly string[];
  readonly go: GoBuildInfo | undefined;
  readonly rust: RustAudit | undefined;
}

/** The first row that fits. C libraries leave their words in every program, so C comes last. */
const ROWS: readonly [Toolchain, (signs: Signs) => boolean][] = [
  ['go', ({ go, file }) => go !== undefined || hasSection(file, /^\.(gopclntab|note\.go\.buildid)$/)],
  ['rust', ({ rust, comments }) => rust !== undefined || comments.some((comment) => comment.startsWith('rustc '))],
  ['swift', ({ needed, file }) => needed.some((name) => name.startsWith('libswift')) || hasSection(file, /^swift5_/)],
  ['dotnet', ({ file }) => hasSection(file, /^__managedcode$/)],
  ['graalvm', ({ file }) => hasSection(file, /^\.svm_heap$/)],
  ['zig', ({ comments }) => comments.some((comment) => /\bzig/i.test(comment))],
  ['c++', ({ needed }) => needed.some((name) => /^lib(std)?c\+\+\.so/.test(name))],
  ['c', ({ comments }) => comments.some((comment) => /^GCC:|clang|\bLLVM\b|\bICX?\b/i.test(comment))],
];

export function detectToolchain(signs: Signs): Toolchain {
  return ROWS.find(([, fits]) => fits(signs))?.[0] ?? 'unknown';
}

function hasSection(file: ElfFile, name: RegExp): boolean {
  return file.sections.some((section) => name.test(section.name));
}
