import type { FileSource } from './file-source.ts';

/** What the source says of itself; read only where somebody asked for it. */
export interface SourceStat {
  /** Permission bits with setuid, setgid and sticky. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

interface ItemBase {
  /** Where it goes below the destination: `''` is the destination itself. */
  readonly path: string;
  readonly stat?: SourceStat;
  /** What it is, where that is hardly what somebody wanted: completes "x is …". */
  readonly suspect?: string;
}

export interface FileItem extends ItemBase {
  readonly kind: 'file';
  readonly content: FileSource;
  readonly elf: boolean;
  /** Begins with `#!`. */
  readonly script: boolean;
  /** Has the extended attribute `security.capability`. */
  readonly capable?: boolean;
}

/** One thing that is copied. A hard link's target is the path of an earlier item. */
export type SourceItem =
  | (ItemBase & { readonly kind: 'directory' })
  | FileItem
  | (ItemBase & { readonly kind: 'symlink' | 'hardlink'; readonly target: string });
