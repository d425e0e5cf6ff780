import type { FileSource } from '../files/file-source.ts';
import type { FileCapabilities } from './file-capabilities.ts';

interface EntryBase {
  /** Without leading or trailing slash, `/` between parts: `etc/ssl/certs`. */
  readonly path: string;
  /** Permission bits with setuid, setgid and sticky: 0o1777. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Seconds since 1970. */
  readonly mtime: number;
}

export interface DirectoryEntry extends EntryBase {
  readonly type: 'directory';
}

export interface FileEntry extends EntryBase {
  readonly type: 'file';
  readonly content: FileSource;
  /** Written as the extended attribute `security.capability`. */
  readonly capabilities?: FileCapabilities;
  /** Whether it is known to be an ELF file, which may need others. */
  readonly elf?: boolean;
}

export interface SymlinkEntry extends EntryBase {
  readonly type: 'symlink';
  /** As it stands in the link. */
  readonly target: string;
}

export interface HardLinkEntry extends EntryBase {
  readonly type: 'hardlink';
  /** The path of an earlier entry of the same layer. */
  readonly target: string;
}

/** A directory with all that is in it, laid into a tar beforehand. Nothing else of the image may lie in it. */
export interface SubtreeEntry extends EntryBase {
  readonly type: 'subtree';
  /** What follows the directory's own header in the tar of a layer: headers and contents. */
  readonly tar: Uint8Array;
  /** Files and links in it. */
  readonly count: number;
  /** Bytes of the files in it. */
  readonly contentSize: number;
}

/** One thing in the image's file system. */
export type Entry = DirectoryEntry | FileEntry | SymlinkEntry | HardLinkEntry | SubtreeEntry;

export function isDirectory({ type }: Pick<Entry, 'type'>): boolean {
  return type === 'directory' || type === 'subtree';
}

/** Bytes of all files. */
export function contentSize(entries: readonly Entry[]): number {
  return entries.reduce((sum, entry) => sum + bytesIn(entry), 0);
}

function bytesIn(entry: Entry): number {
  if (entry.type === 'subtree') return entry.contentSize;
  return entry.type === 'file' ? entry.content.size : 0;
}

/** Adds every directory on the way to the entries, but the root. */
export function addParents(parents: Set<string>, entries: Iterable<Pick<Entry, 'path'>>): void {
  for (const { path } of entries) {
    for (let parent = parentPath(path); parent !== '' && !parents.has(parent); parent = parentPath(parent)) {
      parents.add(parent);
    }
  }
}

/** The directory that holds a path; empty for what lies in the root. */
export function parentPath(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
