import type { Entry } from '../../rootfs/entry.ts';

/** The kit without what `files` puts in its place; a directory that something is copied into stays. */
export function withoutReplaced(kit: readonly Entry[], files: readonly Entry[]): Entry[] {
  const placed = new Map(files.map((entry) => [entry.path, entry]));
  return kit.filter((entry) => {
    const other = placed.get(entry.path);
    return other === undefined || (entry.type === 'directory' && other.type === 'directory');
  });
}
