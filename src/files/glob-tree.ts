import { lstat } from 'node:fs/promises';
import { join, posix, relative, sep } from 'node:path';
import { exclusionOf } from './exclusion.ts';
import type { FoundPath } from './expand-paths.ts';
import type { FoundSource } from './found-sources.ts';
import { refuseSpecial, type SmallFileBudget } from './inspect-file.ts';
import { type FoundItem, readItems, type Tree } from './read-tree.ts';
import { assertName } from './source-name.ts';
import { unreadable } from './unreadable.ts';

/**
 * What matches a pattern with `**` keeps its place below the directory where the pattern begins, as one source: the
 * files and links, and the directories that they need.
 */
export async function globTree(
  tree: Tree,
  base: string,
  found: readonly FoundPath[],
  budget: SmallFileBudget,
): Promise<FoundSource> {
  const isExcluded = exclusionOf(tree.options?.exclude);
  const items: FoundItem[] = [];
  for (const { name, path } of found) {
    const below = relative(base, path).replaceAll(sep, '/');
    if (isExcluded(below)) continue;
    for (const part of below.split('/')) assertName(part, posix.dirname(name.replaceAll(sep, '/')));
    const kind = await kindOf(name, join(tree.root, below));
    items.push(kind === 'file' ? below : { path: below, kind });
  }
  const directories = parentsOf(items).map((path) => ({ path, kind: 'directory' }) as const);
  return {
    kind: 'directory',
    name: '',
    path: tree.name,
    items: await readItems(tree, [...directories, ...items], budget),
  };
}

async function kindOf(name: string, path: string): Promise<'file' | 'symlink'> {
  const stats = await lstat(path).catch(async (thrown) => {
    throw await unreadable(name, path, thrown);
  });
  if (stats.isSymbolicLink()) return 'symlink';
  refuseSpecial(name, stats);
  return 'file';
}

/** Every directory on the way to an item, with the destination itself (`''`). */
function parentsOf(items: readonly FoundItem[]): string[] {
  const parents = new Set(['']);
  for (const item of items) {
    const path = typeof item === 'string' ? item : item.path;
    for (let parent = posix.dirname(path); parent !== '.'; parent = posix.dirname(parent)) parents.add(parent);
  }
  return [...parents];
}
