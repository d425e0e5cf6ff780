import { formatBytes } from './format-bytes.ts';
import type { Toolchain } from './toolchain.ts';

const WORTH_SAYING = 0.2;

const FLAGS: Readonly<Record<Toolchain, string>> = {
  go: '`-ldflags="-s -w"`',
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
  unknown: '`strip -s`',
};

/** A sentence, where debug information is more than a fifth of the file. */
export function stripHintOf(toolchain: Toolchain, debugBytes: number, size: number): string | undefined {
  if (debugBytes <= size * WORTH_SAYING) return undefined;
  const share = `${formatBytes(debugBytes)} of ${formatBytes(size)}`;
  return `${share} are debug information, which no container reads: ${FLAGS[toolchain]} leaves it out.`;
}
