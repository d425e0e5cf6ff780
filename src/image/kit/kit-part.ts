import { bytesSource } from '../../files/bytes-source.ts';
import type { DirectoryEntry, Entry, FileEntry, SubtreeEntry } from '../../rootfs/entry.ts';

/** Whether a part is in the image, and why: a line of the report. */
export interface KitDecision {
  readonly part: 'users' | 'tmp' | 'certificates' | 'zones' | 'nsswitch';
  readonly included: boolean;
  readonly reason: string;
  /** What exactly: `148 certificates, ca-certificates 20250419`. */
  readonly detail?: string;
  /** The package whose files went in, for a bill of materials. */
  readonly package?: AssetPackage;
}

/** Where files of the project's own came from: Debian's `ca-certificates 20250419`. */
export interface AssetPackage {
  readonly name: string;
  readonly version: string;
  /** SPDX identifier. */
  readonly licence?: string;
}

export interface KitPart {
  readonly entries: readonly Entry[];
  readonly decision: KitDecision;
  /** Sentences for the user that are no errors. */
  readonly warnings?: readonly string[];
}

/** The kit's times are always 0, so that its layer has one digest from release to release. */
const PLAIN = { uid: 0, gid: 0, mtime: 0 } as const;

export function kitFile(path: string, content: string | Uint8Array): FileEntry {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  return { type: 'file', path, mode: 0o644, ...PLAIN, content: bytesSource(`/${path}`, bytes) };
}

export function kitDirectory(path: string, mode: number): DirectoryEntry {
  return { type: 'directory', path, mode, ...PLAIN };
}

export function kitLink(path: string, target: string): Entry {
  return { type: 'symlink', path, mode: 0o777, ...PLAIN, target };
}

export function kitSubtree(
  path: string,
  { tar, count, contentSize }: Pick<SubtreeEntry, 'tar' | 'count' | 'contentSize'>,
): SubtreeEntry {
  return { type: 'subtree', path, mode: 0o755, ...PLAIN, tar, count, contentSize };
}

export function leftOut(part: KitDecision['part'], reason: string): KitPart {
  return { entries: [], decision: { part, included: false, reason } };
}
