import { lstat, readlink, realpath } from 'node:fs/promises';
import { dirname, posix, resolve, sep } from 'node:path';
import { ActionError } from '../errors.ts';
import { printable } from '../printable.ts';
import type { CopyOptions } from './copy-options.ts';
import { DiskFile } from './disk-file.ts';
import { type DiskRoot, fileAt, nameAt } from './disk-root.ts';
import { type Exclusion, exclusionOf } from './exclusion.ts';
import { inspectFile, refuseSpecial, type SmallFileBudget } from './inspect-file.ts';
import { assertEntryName, listDirectory } from './list-directory.ts';
import type { FileItem, SourceItem, SourceStat } from './source-item.ts';
import { systemCode, unreadable } from './unreadable.ts';
import { isInside } from './workspace.ts';

/** Files that are read before anything else in the process gets its turn: about a millisecond. */
const IN_A_ROW = 64;

export interface Tree extends DiskRoot {
  readonly options?: CopyOptions;
}

/**
 * A directory and what is in it, at every depth, in the order of the bytes of the names. Links stay links: they are never
 * walked, and one that leads out of the directory, or in a circle, is an error. So is what no image can hold.
 */
export async function readTree(tree: Tree, budget: SmallFileBudget): Promise<Iterable<SourceItem>> {
  const found: FoundItem[] = [{ path: '', kind: 'directory' }];
  await walk(tree, '', exclusionOf(tree.options?.exclude), found);
  return readItems(tree, found, budget);
}

/** A file is its path alone, below the root and with `/` between parts: there can be 100,000. */
export type FoundItem = string | { readonly path: string; readonly kind: 'directory' | 'symlink' };

/** Looks into each of the files and links found below a directory. */
export async function readItems(
  tree: Tree,
  found: readonly FoundItem[],
  budget: SmallFileBudget,
): Promise<Iterable<SourceItem>> {
  const seen: SeenItem[] = [];
  for (const [index, item] of found.entries()) {
    seen.push(await readItem(tree, item, budget));
    if (index % IN_A_ROW === IN_A_ROW - 1) await new Promise((resume) => setImmediate(resume));
  }
  return { [Symbol.iterator]: () => itemsOf(seen) };
}

type SeenItem = DiskFile | Exclude<SourceItem, FileItem>;

function* itemsOf(seen: readonly SeenItem[]): Iterator<SourceItem> {
  for (const one of seen) yield one instanceof DiskFile ? one.item : one;
}

async function walk(tree: Tree, below: string, isExcluded: Exclusion, found: FoundItem[]): Promise<void> {
  const [directory, file] = [posix.join(tree.name, below), fileAt(tree, below)];
  const prefix = below === '' ? '' : `${below}/`;
  for (const entry of await listDirectory(directory, file)) {
    await assertEntryName(entry.name, directory, file);
    const path = prefix + entry.name;
    if (isExcluded(path)) continue;
    if (entry.isDirectory()) {
      found.push({ path, kind: 'directory' });
      await walk(tree, path, isExcluded, found);
    } else if (entry.isSymbolicLink()) found.push({ path, kind: 'symlink' });
    else {
      refuseSpecial(nameAt(tree, path), entry);
      found.push(path);
    }
  }
}

async function readItem(tree: Tree, found: FoundItem, budget: SmallFileBudget): Promise<SeenItem> {
  if (typeof found === 'string') return inspectFile(tree, found, tree.options?.stats === true, budget);
  const { path, kind } = found;
  const [name, file] = [nameAt(tree, path), fileAt(tree, path)];
  const stat = tree.options?.stats ? { stat: await statOf(name, file) } : {};
  if (kind === 'directory') return { kind, path, ...stat };
  return { kind: 'symlink', path, target: await linkTarget(name, file, tree), ...stat };
}

/** Of a directory or of a link itself. */
async function statOf(name: string, file: string): Promise<SourceStat> {
  const { mode, uid, gid } = await lstat(file).catch(async (thrown) => {
    throw await unreadable(name, file, thrown);
  });
  return { mode: mode & 0o7777, uid, gid };
}

/** A link that stays inside, by its text and by where it ends; where it ends may be missing. */
async function linkTarget(name: string, file: string, { root, options }: Tree): Promise<string> {
  const target = await readlink(file);
  if (options?.toRoot && (posix.isAbsolute(target) || isInside(root, resolve(dirname(file), target)))) return target;
  const end = await realpath(file).catch((thrown) => endOf(name, file, thrown));
  const written = resolve(dirname(file), target);
  if (!posix.isAbsolute(target) && isInside(root, written) && isInside(root, end ?? written)) {
    return sep === '\\' ? target.replaceAll('\\', '/') : target;
  }
  throw new ActionError('file', `"${printable(name)}" is a symbolic link that points outside its directory`, {
    hint: `It points to ${printable(target)}. Copy what it points to, or make the link with type: symlink.`,
  });
}

async function endOf(name: string, file: string, thrown: unknown): Promise<undefined> {
  if (systemCode(thrown) !== 'ENOENT') throw await unreadable(name, file, thrown);
}
