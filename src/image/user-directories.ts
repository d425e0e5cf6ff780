import type { ConfigBlock } from '../config/config-block.ts';
import type { DirectoryEntry, Entry } from '../rootfs/entry.ts';
import { ownershipOf } from './accounts.ts';
import { parentPath } from './file-tree.ts';
import { type FilesEntry, isListed } from './merge-files.ts';
import { DEFAULT_USER } from './runtime-config.ts';

/**
 * `volumes` and `workdir` as directories that the image's user can write to: a runtime would make them for root. What
 * the kit has (/tmp) or keeps its files in (/etc), and what `files` say for themselves, stays as it is.
 */
export function userDirectories(
  block: ConfigBlock,
  kit: readonly Entry[],
  files: ReadonlyMap<string, FilesEntry>,
  mtime: number,
): DirectoryEntry[] {
  const owner = ownershipOf(block.user ?? DEFAULT_USER, block.users);
  const wanted = new Set([...block.volumes, block.workdir ?? '/'].map((path) => path.slice(1)));
  const taken = new Set(kit.flatMap(({ path }) => [path, ...parentsOf(path)]));
  return [...wanted]
    .filter((path) => path !== '' && !taken.has(path) && !isSettled(files.get(path)))
    .map((path) => ({ type: 'directory', path, mode: 0o755, ...owner, mtime }));
}

/** A directory that only came along with a copy is not: it would belong to root. */
function isSettled(known: FilesEntry | undefined): boolean {
  if (known === undefined) return false;
  return known.entry.type !== 'directory' || isListed(known) || known.spec.owner !== undefined;
}

function parentsOf(path: string): string[] {
  const parent = parentPath(path);
  return parent === '' ? [] : [parent, ...parentsOf(parent)];
}
