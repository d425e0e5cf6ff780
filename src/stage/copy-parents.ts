import { posix } from 'node:path';
import { followLinks, type SourceTree } from '../files/source-tree.ts';
import { type CopiedItem, type FoundCopy, itemsAt, pathsOf } from './find-copies.ts';

/**
 * `--parents`: what matches keeps its path, from `/./` on where there is one, with the directories on the way as they
 * are there. https://docs.docker.com/reference/dockerfile/#copy---parents
 */
export async function copiesWithParents(
  tree: SourceTree,
  source: string,
  leftOut: (path: string) => boolean,
): Promise<FoundCopy[]> {
  const pivot = source.indexOf('/./');
  const base = pivot < 0 ? '' : await followLinks(tree, source.slice(0, pivot));
  if (base === undefined) return [];
  const pattern = pivot < 0 ? source : posix.join(base, source.slice(pivot + 3));
  const items = new Map<string, CopiedItem>([['', { kind: 'directory', path: '', mode: 0o755 }]]);
  for (const path of await pathsOf(tree, pattern)) {
    if (leftOut(posix.relative(base, path)) || (await tree.look(path)) === undefined) continue;
    await addParents(tree, base, path, items);
    for (const item of await itemsAt(tree, path, (below) => leftOut(posix.join(posix.relative(base, path), below)))) {
      const at = posix.join(posix.relative(base, path), item.path).replace(/\/$/, '');
      items.set(at, { ...item, path: at });
    }
  }
  return items.size < 2
    ? []
    : [{ name: posix.basename(base), path: base, kind: 'directory', items: [...items.values()] }];
}

async function addParents(tree: SourceTree, base: string, path: string, items: Map<string, CopiedItem>): Promise<void> {
  const parents: string[] = [];
  for (let at = posix.dirname(posix.relative(base, path)); at !== '.' && at !== ''; at = posix.dirname(at))
    parents.unshift(at);
  for (const parent of parents) {
    const node = await tree.look(posix.join(base, parent));
    if (node?.kind === 'directory' && !items.has(parent))
      items.set(parent, { kind: 'directory', path: parent, mode: node.mode });
  }
}
