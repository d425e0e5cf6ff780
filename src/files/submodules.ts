import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { SourceItem } from './source-item.ts';

export const EMPTY_SUBMODULE =
  'the folder of a Git submodule, and empty; set `submodules: true` under `with` of actions/checkout';

/** Absolute paths of the submodules that a checkout names. https://git-scm.com/docs/gitmodules */
export async function submodulesOf(workspace: string): Promise<ReadonlySet<string>> {
  const text = await readFile(join(workspace, '.gitmodules'), 'utf8').catch(() => '');
  const paths = [...text.matchAll(/^\s*path\s*=\s*(.+?)\s*$/gm)].map(([, path = '']) => resolve(workspace, path));
  return new Set(paths);
}

/** Marks the directories without anything in them where a submodule should be. */
export function withEmptySubmodules(
  root: string,
  items: Iterable<SourceItem>,
  submodules: ReadonlySet<string>,
): Iterable<SourceItem> {
  if (submodules.size === 0) return items;
  const all = [...items];
  return all.map((item) => {
    if (item.kind !== 'directory' || !submodules.has(join(root, item.path))) return item;
    const inside = all.some(({ path }) => path !== item.path && (item.path === '' || path.startsWith(`${item.path}/`)));
    return inside ? item : { ...item, suspect: EMPTY_SUBMODULE };
  });
}
