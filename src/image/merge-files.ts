import type { FileSpec } from '../config/config-block.ts';
import { formatPosition } from '../config/position.ts';
import { ProblemsError } from '../errors.ts';
import { printable } from '../printable.ts';
import type { Entry } from '../rootfs/entry.ts';

/** Something that `files` puts into the image, and the item of the list that does it. */
export interface FilesEntry {
  readonly entry: Entry;
  readonly spec: FileSpec;
}

/**
 * What all of `files` comes to, by path. Two items may fill one directory, and `type: directory` says how it looks;
 * anything else that comes twice is an error.
 */
export function mergeFiles(entries: readonly FilesEntry[]): ReadonlyMap<string, FilesEntry> {
  const merged = new Map<string, FilesEntry>();
  const problems: string[] = [];
  for (const next of entries) {
    const known = merged.get(next.entry.path);
    if (known === undefined) merged.set(next.entry.path, next);
    else if (!bothDirectories(known, next) || (isListed(known) && isListed(next))) problems.push(twice(known, next));
    else if (isListed(next)) merged.set(next.entry.path, next);
  }
  if (problems.length > 0) throw new ProblemsError('config', problems);
  return merged;
}

function bothDirectories(a: FilesEntry, b: FilesEntry): boolean {
  return a.entry.type === 'directory' && b.entry.type === 'directory';
}

/** A directory that the list names for itself, with its mode and owner; others come along with what is in them. */
export function isListed({ spec }: FilesEntry): boolean {
  return spec.type === 'directory';
}

function twice(first: FilesEntry, second: FilesEntry): string {
  const path = printable(`/${second.entry.path}`, 200);
  return `${formatPosition(second.spec.position)}: files: ${path} is in the image already, by ${formatPosition(first.spec.position)}`;
}
