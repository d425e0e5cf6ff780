import type { BigIntStats } from 'node:fs';
import { ActionError } from '../errors.ts';
import { printable } from '../printable.ts';

/** What tells one state of a file from another: a file written again has at least another time of change. */
export type FileIdentity = Pick<BigIntStats, 'dev' | 'ino' | 'size' | 'mtimeNs' | 'ctimeNs'>;

/** The five of them alone: the whole answer takes four times as much memory, and 100,000 files are kept so. */
export function identityOf({ dev, ino, size, mtimeNs, ctimeNs }: FileIdentity): FileIdentity {
  return { dev, ino, size, mtimeNs, ctimeNs };
}

export function sameIdentity(a: FileIdentity, b: FileIdentity): boolean {
  return a.size === b.size && a.mtimeNs === b.mtimeNs && a.ctimeNs === b.ctimeNs && a.ino === b.ino && a.dev === b.dev;
}

export function changedError(name: string): ActionError {
  return new ActionError('file', `"${printable(name)}" changed while it was being read`, {
    hint: 'Let the step that writes it end before this one starts.',
  });
}

/** What stat and readdir both tell. */
export type KindOfFile = Pick<BigIntStats, 'isFile' | 'isDirectory' | 'isSymbolicLink' | 'isFIFO' | 'isSocket'>;

/** What a path that is not a regular file is, in words; undefined for a regular file. */
export function specialKind(stats: KindOfFile): string | undefined {
  if (stats.isFile()) return undefined;
  if (stats.isDirectory()) return 'a directory';
  if (stats.isSymbolicLink()) return 'a symbolic link';
  if (stats.isFIFO()) return 'a named pipe (FIFO)';
  if (stats.isSocket()) return 'a socket';
  return 'a device';
}
