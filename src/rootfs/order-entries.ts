import { ActionError } from '../errors.ts';
import { printable } from '../printable.ts';
import { type DirectoryEntry, type Entry, isDirectory, parentPath } from './entry.ts';

/** What file systems allow for one part of a path, and Linux for a whole one. */
const MAX_NAME_BYTES = 255;
const MAX_PATH_BYTES = 4095;

/**
 * Entries in the order of a layer: by the bytes of their paths, each parent directory explicit and before its children.
 * @param lower entries of the layers below, so that a parent such as /tmp keeps the mode and owner that it has there
 * @param mtime of directories that are not listed
 */
export function orderEntries(entries: readonly Entry[], lower: readonly Entry[] = [], mtime = 0): Entry[] {
  const byPath = new Map<string, Entry>();
  for (const entry of entries) {
    assertPath(entry.path);
    if (byPath.has(entry.path)) throw conflict(`/${entry.path} is listed twice`);
    assertTarget(entry);
    byPath.set(entry.path, entry);
  }
  assertNoDirectoryHidden(byPath, lower);
  addParents(byPath, lowerParents(byPath, lower), mtime);
  const ordered = sortedByBytes([...byPath.values()]);
  assertHardLinks(ordered);
  return ordered;
}

/** Of the layers below only what entries lie in: they may have 100,000 others. */
function lowerParents(byPath: ReadonlyMap<string, Entry>, lower: readonly Entry[]): Map<string, Entry> {
  if (lower.length === 0) return new Map();
  const parents = new Set<string>();
  for (const path of byPath.keys()) {
    for (let parent = parentPath(path); parent !== '' && !parents.has(parent); parent = parentPath(parent)) {
      parents.add(parent);
    }
  }
  const found = lower.filter(({ path }) => parents.has(path));
  return new Map(found.map((entry) => [entry.path, entry]));
}

function addParents(byPath: Map<string, Entry>, lower: ReadonlyMap<string, Entry>, mtime: number): void {
  for (const path of [...byPath.keys()]) {
    for (let parent = parentPath(path); parent !== ''; parent = parentPath(parent)) {
      const known = byPath.get(parent) ?? lower.get(parent);
      if (known !== undefined && known.type !== 'directory') {
        throw conflict(`/${path} lies below /${parent}, which is a ${known.type}, not a directory`);
      }
      if (byPath.has(parent)) break;
      byPath.set(parent, known ?? plainDirectory(parent, mtime));
    }
  }
}

/** Anything but a directory would replace a directory of a lower layer, with all that is in it. */
function assertNoDirectoryHidden(byPath: ReadonlyMap<string, Entry>, lower: readonly Entry[]): void {
  const looked = new Set<string>();
  for (const below of lower) {
    const directory = isDirectory(below) ? below.path : parentPath(below.path);
    for (let at = directory; at !== '' && !looked.has(at); at = parentPath(at)) {
      looked.add(at);
      const entry = byPath.get(at);
      if (entry === undefined || isDirectory(entry)) continue;
      throw conflict(
        `/${at} is a directory in the image, which a ${entry.type} cannot replace; write /${at}/ for a place in it`,
      );
    }
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
