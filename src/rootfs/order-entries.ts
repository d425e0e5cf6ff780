import { ActionError } from '../errors.ts';
import { printable } from '../printable.ts';
import { addParents, type DirectoryEntry, type Entry, isDirectory, parentPath } from './entry.ts';

/** What file systems allow for one part of a path, and Linux for a whole one. */
const MAX_NAME_BYTES = 255;
const MAX_PATH_BYTES = 4095;

/**
 * Entries in the order of a layer: by the bytes of their paths, each parent directory explicit and before its children.
 * @param lower entries of the layers below, so that a parent such as /tmp keeps the mode and owner that it has there
 * @param mtime of directories that are not listed
 */
export function orderEntries(entries: readonly Entry[], lower: readonly Entry[] = [], mtime = 0): Entry[] {
  for (const entry of entries) {
    assertPath(entry.path);
    assertTarget(entry);
  }
  assertNoDirectoryHidden(entries, lower);
  const ordered = sortedByBytes([...entries, ...missingParents(entries, lower, mtime)]);
  assertNoneTwice(ordered);
  assertHardLinks(ordered);
  return ordered;
}

function assertNoneTwice(ordered: readonly Entry[]): void {
  let before: string | undefined;
  for (const { path } of ordered) {
    if (path === before) throw conflict(`/${path} is listed twice`);
    before = path;
  }
}

/** The directories that entries lie in and that are not among them. */
function missingParents(entries: readonly Entry[], lower: readonly Entry[], mtime: number): Entry[] {
  const parents = new Set<string>();
  addParents(parents, entries);
  const known = entriesAt(parents, entries);
  const below = entriesAt(parents, lower);
  const missing: Entry[] = [];
  for (const { path } of entries) {
    for (let parent = parentPath(path); parent !== ''; parent = parentPath(parent)) {
      const holding = known.get(parent) ?? below.get(parent);
      if (holding !== undefined && holding.type !== 'directory') {
        throw conflict(`/${path} lies below /${parent}, which is a ${holding.type}, not a directory`);
      }
      if (known.has(parent)) break;
      const directory = holding ?? plainDirectory(parent, mtime);
      known.set(parent, directory);
      missing.push(directory);
    }
  }
  return missing;
}

/** The entries at some paths: all of them in one map would take more memory than the entries, of which there may be 100,000. */
function entriesAt(paths: ReadonlySet<string>, entries: readonly Entry[]): Map<string, Entry> {
  return new Map(entries.filter(({ path }) => paths.has(path)).map((entry) => [entry.path, entry]));
}

/** Anything but a directory would replace a directory of a lower layer, with all that is in it. */
function assertNoDirectoryHidden(entries: readonly Entry[], lower: readonly Entry[]): void {
  const directories = new Set<string>();
  for (const below of lower) {
    const directory = isDirectory(below) ? below.path : parentPath(below.path);
    for (let at = directory; at !== '' && !directories.has(at); at = parentPath(at)) directories.add(at);
  }
  const inPlace = entriesAt(directories, entries);
  for (const at of directories) {
    const entry = inPlace.get(at);
    if (entry === undefined || isDirectory(entry)) continue;
    throw conflict(
      `/${at} is a directory in the image, which a ${entry.type} cannot replace; write /${at}/ for a place in it`,
    );
  }
}

function plainDirectory(path: string, mtime: number): DirectoryEntry {
  return { type: 'directory', path, mode: 0o755, uid: 0, gid: 0, mtime };
}

/** Code units sort as the bytes of UTF-8 do, up to the surrogates. */
function sortedByBytes(entries: readonly Entry[]): Entry[] {
  if (entries.every(({ path }) => /^[\0-\ud7ff]*$/.test(path))) {
    return entries.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  }
  const keyed = entries.map((entry) => ({ key: Buffer.from(entry.path), entry }));
  return keyed.sort((a, b) => Buffer.compare(a.key, b.key)).map(({ entry }) => entry);
}

/** What most paths are: nothing in them needs a closer look. */
const PLAIN = /^[\w+-][\w+.-]*(?:\/[\w+-][\w+.-]*)*$/;

function assertPath(path: string): void {
  if (path.length <= MAX_NAME_BYTES && PLAIN.test(path)) return;
  const parts = path.split('/');
  if (parts.some((part) => part === '' || part === '.' || part === '..') || /[\0-\x1f\x7f]/.test(path)) {
    throw conflict(`"${path}" is not a valid path in an image`);
  }
  if (Buffer.byteLength(path) > MAX_PATH_BYTES || parts.some((part) => Buffer.byteLength(part) > MAX_NAME_BYTES)) {
    throw conflict(
      `/${path.slice(0, 60)}… is longer than Linux allows (${MAX_NAME_BYTES} bytes a name, ${MAX_PATH_BYTES} a path)`,
    );
  }
  // https://github.com/opencontainers/image-spec/blob/main/layer.md#whiteouts
  if (parts.some((part) => part.startsWith('.wh.'))) {
    throw conflict(`/${path} cannot be in an image: names that begin with ".wh." mean "delete" in a layer`);
  }
}

function assertTarget(entry: Entry): void {
  if (entry.type !== 'symlink' || (/^[^\0-\x1f\x7f]+$/.test(entry.target) && entry.target.length <= MAX_PATH_BYTES))
    return;
  throw conflict(`/${entry.path} is a symbolic link to "${entry.target.slice(0, 100)}", which is not a valid path`);
}

function assertHardLinks(ordered: readonly Entry[]): void {
  if (!ordered.some(({ type }) => type === 'hardlink')) return;
  const files = new Set<string>();
  for (const entry of ordered) {
    if (entry.type === 'file') files.add(entry.path);
    if (entry.type === 'hardlink' && !files.has(entry.target)) {
      throw conflict(
        `/${entry.path} is a hard link to /${entry.target}, which is not an earlier file of the same layer`,
      );
    }
  }
}

function conflict(message: string): ActionError {
  return new ActionError('image', printable(message, 1000));
}
