import { formatBytes } from '../quantities.ts';
import type { ElfFile } from './elf/elf-file.ts';
import { SectionType } from './elf/sections.ts';
import type { Toolchain } from './toolchain.ts';

const MIN_DEBUG_SHARE = 0.2;

const FLAGS: Readonly<Record<Toolchain, string>> = {
  go: '`-ldflags="-s -w"`',
  gccgo: '`-s`',
  rust: '`strip = "symbols"` under [profile.release] in Cargo.toml',
  zig: '`-fstrip` (in build.zig: `.strip = true`)',
  swift: '`-Xlinker -s`',
  dotnet: '`-p:StripSymbols=true`',
  graalvm: '`-H:-IncludeDebugInfo`, or `strip -s`',
  dart: '`strip -s` is not safe here; `dart compile exe` has no option for it',
  bun: '`bun build --compile --minify`',
  deno: '`strip -s` is not safe here',
  nim: '`-d:release --passL:-s`',
  ocaml: '`-ccopt -s`',
  'c++': '`-s`',
  c: '`-s`',
  packed: '`strip -s`',
  unknown: '`strip -s`',
};

/** A sentence, where debug information is more than a fifth of the file. */
export function stripHintOf(toolchain: Toolchain, debugBytes: number, size: number): string | undefined {
  if (debugBytes <= size * MIN_DEBUG_SHARE) return undefined;
  const share = `${formatBytes(debugBytes)} of ${formatBytes(size)}`;
  return `${share} are debug information, which no container reads: ${FLAGS[toolchain]} leaves it out.`;
}

const DEBUG_SECTION = /^\.(z?debug_|symtab$|strtab$)/;

/** Bytes in the file that only a debugger reads. */
export function debugBytesOf(file: ElfFile): number {
  const sections = file.sections.filter(({ name, type }) => DEBUG_SECTION.test(name) && type !== SectionType.noBits);
  const bytes = sections.reduce((sum, { size }) => sum + size, 0);
  return Math.min(bytes, file.size);
}
