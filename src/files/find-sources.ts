import { stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, isAbsolute, posix, relative, resolve, sep } from 'node:path';
import { ActionError } from '../errors.ts';
import { printable } from '../printable.ts';
import { isArchiveName } from './archive/archive-name.ts';
import type { CopyOptions } from './copy-options.ts';
import { exclusionOf } from './exclusion.ts';
import { expandPaths } from './expand-paths.ts';
import type { FoundSource, FoundSources } from './found-sources.ts';
import { globTree } from './glob-tree.ts';
import { inspectFile, refuseSpecial, SmallFileBudget } from './inspect-file.ts';
import { readTree } from './read-tree.ts';
import { assertName } from './source-name.ts';
import { submodulesOf, withEmptySubmodules } from './submodules.ts';
import { assertWritten, locateSource } from './workspace.ts';

/** Finds what `src` names; a relative one begins at the workspace and stays in it. */
export type SourceFinder = (src: string, options?: CopyOptions) => Promise<FoundSources>;

/**
 * @param workspace absolute
 * @param temporaryFolder for what has to be decompressed
 */
export function sourceFinder(workspace: string, temporaryFolder: string = tmpdir()): SourceFinder {
  let paths: Promise<ReadonlySet<string>> | undefined;
  const submodules = () => {
    paths ??= submodulesOf(workspace);
    return paths;
  };
  const place = { workspace, temporaryFolder, budget: new SmallFileBudget(), submodules };
  const known = new Map<string, Promise<FoundSources>>();
  return (src, options = {}) => {
    const key = JSON.stringify([src, options]);
    const found = known.get(key) ?? findSources(src, options, place);
    known.set(key, found);
    return found;
  };
}

interface Place {
  readonly workspace: string;
  readonly temporaryFolder: string;
  readonly budget: SmallFileBudget;
  /** Absolute paths of the workspace's submodules. */
  readonly submodules: () => Promise<ReadonlySet<string>>;
}

async function findSources(src: string, options: CopyOptions, place: Place): Promise<FoundSources> {
  const { workspace, budget } = place;
  if (!isAbsolute(src)) assertWritten(src, resolve(workspace, src.replaceAll('\\', '/')), workspace);
  const { pattern, base, found } = await expandPaths(src, { directory: workspace, directories: true });
  if (pattern && src.includes('**')) {
    const name = isAbsolute(src) ? base : relative(workspace, base) || '.';
    const root = await locateSource(name, workspace);
    return { single: false, sources: [await globTree({ name, root, options }, base, found, budget)] };
  }
  const isExcluded = exclusionOf(options.exclude);
  const sources: FoundSource[] = [];
  for (const { name } of found) {
    if (pattern && isExcluded(basename(name))) continue;
    sources.push(await sourceAt(name, options, place));
  }
  return { single: !pattern, sources };
}

async function sourceAt(written: string, options: CopyOptions, place: Place): Promise<FoundSource> {
  const { workspace, temporaryFolder, budget } = place;
  const file = await locateSource(written, workspace);
  const stats = await stat(file);
  if (stats.isDirectory()) {
    const items = await readTree({ name: written, root: file, options }, budget);
    return {
      kind: 'directory',
      name: basename(file),
      path: written,
      items: withEmptySubmodules(file, items, await place.submodules()),
    };
  }
  refuseSpecial(written, stats);
  if (/[\\/]$/.test(written)) throw new ActionError('file', `"${printable(written)}" is a file, not a directory`);
  const name = basename(written.replaceAll(sep, '/'));
  assertName(name, posix.dirname(written.replaceAll(sep, '/')));
  const content = await inspectFile({ name: written, root: file }, '', options.stats === true, budget);
  if (options.unpack !== true || !isArchiveName(name)) {
    return { kind: 'file', name, path: written, items: [content.item] };
  }
  const { unpackArchive } = await import('./archive/unpack-archive.ts');
  return { kind: 'archive', name, path: written, items: await unpackArchive(content, options, temporaryFolder) };
}
