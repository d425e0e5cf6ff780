import { inflateSync } from 'node:zlib';
import type { RustAudit, RustPackage } from './binary.ts';
import type { ElfFile } from './elf/elf-file.ts';

const MAX_COMPRESSED = 4 << 20;
/** The limit that the format's own readers use: https://github.com/rust-secure-code/cargo-auditable/blob/master/PARSING.md */
const MAX_JSON = 8 << 20;
const MAX_PACKAGES = 20_000;

/** The packages that cargo-auditable recorded; nothing where there are none or they make no sense. */
export async function readRustAudit(file: ElfFile): Promise<RustAudit | undefined> {
  const section = file.section('.dep-v0');
  if (section === undefined || section.size > MAX_COMPRESSED) return undefined;
  return parseRustAudit(await file.bytes(section.offset, section.size));
}

/** `compressed` is one zlib stream of JSON. */
function parseRustAudit(compressed: Buffer): RustAudit | undefined {
  const list = fieldOf(inflatedJson(compressed), 'packages');
  if (!Array.isArray(list) || list.length > MAX_PACKAGES) return undefined;
  const packages = list.map(rustPackage).filter((found) => found !== undefined);
  return packages.length === list.length && isSound(packages) ? { packages } : undefined;
}

function inflatedJson(compressed: Buffer): unknown {
  try {
    return JSON.parse(inflateSync(compressed, { maxOutputLength: MAX_JSON }).toString('utf8'));
  } catch {
    return undefined;
  }
}

function rustPackage(value: unknown): RustPackage | undefined {
  const [name, version, source] = [fieldOf(value, 'name'), fieldOf(value, 'version'), fieldOf(value, 'source')];
  const dependencies = fieldOf(value, 'dependencies') ?? [];
  if (typeof name !== 'string' || typeof version !== 'string' || typeof source !== 'string') return undefined;
  if (!Array.isArray(dependencies) || !dependencies.every((index) => Number.isInteger(index))) return undefined;
  const kind = (fieldOf(value, 'kind') ?? 'runtime') === 'runtime' ? 'runtime' : 'build';
  return { name, version, source, kind, root: fieldOf(value, 'root') === true, dependencies };
}

function fieldOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;
}

/** One root, no index beyond the list, no circle. */
function isSound(packages: readonly RustPackage[]): boolean {
  const inRange = packages.every(({ dependencies }) =>
    dependencies.every((index) => index >= 0 && index < packages.length),
  );
  return inRange && packages.filter(({ root }) => root).length === 1 && !hasCircle(packages);
}

/** Takes away what nothing depends on, again and again; what is left stands in a circle. */
function hasCircle(packages: readonly RustPackage[]): boolean {
  const users = packages.map(() => 0);
  const count = (index: number, by: number) => {
    users[index] = (users[index] ?? 0) + by;
    return users[index];
  };
  for (const { dependencies } of packages) for (const index of dependencies) count(index, 1);
  const free = packages.flatMap((_, index) => (users[index] === 0 ? [index] : []));
  let taken = 0;
  for (let index = free.pop(); index !== undefined; index = free.pop()) {
    taken++;
    for (const dependency of packages[index]?.dependencies ?? [])
      if (count(dependency, -1) === 0) free.push(dependency);
  }
  return taken < packages.length;
}
