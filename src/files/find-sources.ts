import { stat } from 'node:fs/promises';
import { basename, isAbsolute, posix, relative, resolve, sep } from 'node:path';
import { ActionError } from '../errors.ts';
import { printable } from '../printable.ts';
import { expandPaths } from './expand-paths.ts';
import type { FoundSource, FoundSources } from './found-sources.ts';
import { globTree } from './glob-tree.ts';
import { inspectFile, refuseSpecial, SmallFileBudget } from './inspect-file.ts';
import { readTree } from './read-tree.ts';
import { assertName } from './source-name.ts';
import { assertWritten, locateSource } from './workspace.ts';

/** Finds what `src` names; a relative one begins at the workspace and stays in it. */
export type SourceFinder = (src: string) => Promise<FoundSources>;

/** @param workspace absolute */
export function sourceFinder(workspace: string): SourceFinder {
  const budget = new SmallFileBudget();
  const known = new Map<string, Promise<FoundSources>>();
  return (src) => {
    const found = known.get(src) ?? findSources(src, workspace, budget);
    known.set(src, found);
    return found;
  };
}

async function findSources(src: string, workspace: string, budget: SmallFileBudget): Promise<FoundSources> {
  if (!isAbsolute(src)) assertWritten(src, resolve(workspace, src.replaceAll('\\', '/')), workspace);
  const { pattern, base, found } = await expandPaths(src, { directory: workspace, directories: true });
  if (pattern && src.includes('**')) {
    const name = isAbsolute(src) ? base : relative(workspace, base) || '.';
    const root = await locateSource(name, workspace);
    return { single: false, sources: [await globTree({ name, root }, base, found, budget)] };
  }
  const sources: FoundSource[] = [];
  for (const { name } of found) sources.push(await sourceAt(name, workspace, budget));
  return { single: !pattern, sources };
}

async function sourceAt(written: string, workspace: string, budget: SmallFileBudget): Promise<FoundSource> {
  const file = await locateSource(written, workspace);
  const stats = await stat(file);
  if (stats.isDirectory()) {
    const items = await readTree({ name: written, root: file }, budget);
    return { kind: 'directory', name: basename(file), items: [{ kind: 'directory', path: '' }, ...items] };
  }
  refuseSpecial(written, stats);
  if (/[\\/]$/.test(written)) throw new ActionError('file', `"${printable(written)}" is a file, not a directory`);
  const name = basename(written.replaceAll(sep, '/'));
  assertName(name, posix.dirname(written.replaceAll(sep, '/')));
  return { kind: 'file', name, items: [await inspectFile({ name: written, file, path: '' }, budget)] };
}
