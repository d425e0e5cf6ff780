import type { FileSource } from '../files/file-source.ts';

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

/** One thing in the image's file system. */
export type Entry = DirectoryEntry | FileEntry | SymlinkEntry | HardLinkEntry;
