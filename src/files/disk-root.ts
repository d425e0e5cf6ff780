import { join, posix } from 'node:path';

/** A folder, or one file, of this machine. What is found below it shares these two texts: there can be 100,000 files. */
export interface DiskRoot {
  /** As the user wrote it, for messages. */
  readonly name: string;
  /** Absolute, without symbolic links. */
  readonly root: string;
}

/** @param path below the root, `/` between parts; empty = the root itself */
export function nameAt({ name }: DiskRoot, path: string): string {
  return path === '' ? name : posix.join(name, path);
}

/** @param path below the root, `/` between parts; empty = the root itself */
export function fileAt({ root }: DiskRoot, path: string): string {
  return path === '' ? root : join(root, path);
}
