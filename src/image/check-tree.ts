import { ActionError, ProblemsError } from '../errors.ts';
import { printable } from '../printable.ts';
import { type Entry, parentPath } from '../rootfs/entry.ts';
import { sourceOf } from './entry-source.ts';

/** Who wants an entry there: a key of the config block, or what is there without one. */
export type Claim = 'the kit' | 'the binary' | 'path' | 'files' | 'volumes' | 'workdir';

export interface ClaimedEntry {
  readonly entry: Entry;
  readonly claim: Claim;
}

/** Refuses two things at one place, and things below what is not a directory. A directory can come from several. */
export function checkTree(claimed: readonly ClaimedEntry[]): void {
  const byPath = new Map<string, ClaimedEntry>();
  const problems: string[] = [];
  for (const next of claimed) {
    const known = byPath.get(next.entry.path);
    if (known === undefined) byPath.set(next.entry.path, next);
    else if (known.entry.type !== 'directory' || next.entry.type !== 'directory') {
      problems.push(taken(next, known));
    }
  }
  const free = new Set<string>();
  for (const next of claimed) {
    const blocking = blockingParent(next.entry.path, byPath, free);
    if (blocking !== undefined) problems.push(below(next, blocking));
  }
  for (const next of claimed) if (isMountPoint(next.entry)) problems.push(mounted(next));
  if (problems.length === 1) throw new ActionError('image', problems[0] ?? '', { hint: hintFor(claimed) });
  if (problems.length > 1) throw new ProblemsError('image', problems.slice(0, 50));
}

/** Where every runtime mounts a file system of its own, which it can on a directory alone. */
function isMountPoint({ path, type }: Entry): boolean {
  return ['proc', 'sys', 'dev'].includes(path) && type !== 'directory';
}

function mounted({ entry, claim }: ClaimedEntry): string {
  return `${claim}: ${named(entry)} has to be a directory, on which every runtime mounts a file system of its own`;
}

function taken(next: ClaimedEntry, known: ClaimedEntry): string {
  const key = keyOf(next, known);
  const [own, other] = key === next.claim ? [next, known] : [known, next];
  const by = other.claim === 'the binary' ? other.claim : `a ${other.entry.type} of ${other.claim}`;
  const sources = own.entry.type === 'file' && other.entry.type === 'file' ? bothSources(own, other) : '';
  return `${key}: ${named(next.entry)} is taken, by ${by}${sources}`;
}

function bothSources(own: ClaimedEntry, other: ClaimedEntry): string {
  return ` (${sourceOf(other.entry)}, and not ${sourceOf(own.entry)})`;
}

function below(next: ClaimedEntry, blocking: ClaimedEntry): string {
  const key = keyOf(next, blocking);
  const what = key === next.claim ? named(next.entry) : `${named(next.entry)} of ${next.claim}`;
  return `${key}: ${what} cannot lie below ${named(blocking.entry)}, which is a ${blocking.entry.type} (${blocking.claim})`;
}

/** The key that can be changed: the message begins with it, so that its line is told. */
function keyOf(...claimed: readonly ClaimedEntry[]): Claim {
  const keys = claimed.map(({ claim }) => claim);
  return keys.find((claim) => claim !== 'the kit' && claim !== 'the binary') ?? keys[0] ?? 'the kit';
}

/** `workdir: /app` and a binary called app want the same place. */
function hintFor(claimed: readonly ClaimedEntry[]): string | undefined {
  const program = claimed.find(({ claim }) => claim === 'path' || claim === 'the binary')?.entry.path;
  const inTheWay = claimed.some(({ entry }) => entry.path === program && entry.type === 'directory');
  if (program === undefined || !inTheWay) return undefined;
  return `Say where the binary goes, in the config block: path: /${program}/${program.slice(program.lastIndexOf('/') + 1)}`;
}

/** @param free directories that nothing stands in the way of: many entries share one */
function blockingParent(
  path: string,
  byPath: ReadonlyMap<string, ClaimedEntry>,
  free: Set<string>,
): ClaimedEntry | undefined {
  const directory = parentPath(path);
  for (let parent = directory; parent !== '' && !free.has(parent); parent = parentPath(parent)) {
    const found = byPath.get(parent);
    if (found !== undefined && found.entry.type !== 'directory') return found;
  }
  free.add(directory);
  return undefined;
}

function named({ path }: Entry): string {
  return printable(`/${path}`, 200);
}
