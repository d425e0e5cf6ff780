import { ActionError, ProblemsError } from '../errors.ts';
import { printable } from '../printable.ts';
import { addParents, type Entry, parentPath } from '../rootfs/entry.ts';
import { sourceOf } from './entry-source.ts';

/** Who wants an entry there: a key of the config block, or what is there without one. */
export type Claim = 'the kit' | 'the binary' | 'path' | 'files' | 'volumes' | 'workdir';

/** Entries that are there for one reason. */
export interface ClaimedEntries {
  readonly claim: Claim;
  readonly entries: readonly Entry[];
}

interface ClaimedEntry {
  readonly claim: Claim;
  readonly entry: Entry;
}

/** More of them say no more. */
const MOST = 50;

/** Refuses two things at one place, and things below what is not a directory. A directory can come from several. */
export function checkTree(claimed: readonly ClaimedEntries[]): void {
  const problems = firstOf(MOST, problemsOf(claimed));
  if (problems.length === 1) throw new ActionError('image', problems[0] ?? '', { hint: hintFor(claimed) });
  if (problems.length > 1) throw new ProblemsError('image', problems);
}

function firstOf<T>(count: number, values: Iterable<T>): T[] {
  const first: T[] = [];
  for (const value of values) if (first.push(value) === count) break;
  return first;
}

function* problemsOf(claimed: readonly ClaimedEntries[]): Iterable<string> {
  const byPath = new Map<string, ClaimedEntry>();
  for (const next of contested(claimed)) {
    const known = byPath.get(next.entry.path);
    if (known === undefined) byPath.set(next.entry.path, next);
    else if (known.entry.type !== 'directory' || next.entry.type !== 'directory') yield taken(next, known);
  }
  const way = wayTo(claimed);
  const free = new Set<string>();
  for (const next of each(claimed, () => true)) {
    const blocking = blockingParent(next.entry.path, way, free);
    if (blocking !== undefined) yield below(next, blocking);
  }
  for (const next of each(claimed, isMountPoint)) yield mounted(next);
}

/**
 * What may meet another entry: of the largest list only the paths that others have as well, since it can have 100,000.
 * Within one list each path is there once.
 */
function contested(claimed: readonly ClaimedEntries[]): Iterable<ClaimedEntry> {
  const [, ...others] = claimed.toSorted((a, b) => b.entries.length - a.entries.length);
  const paths = new Set(others.flatMap(({ entries }) => entries.map(({ path }) => path)));
  return each(claimed, ({ path }) => paths.has(path));
}

/** The first entry at each path that others lie below. */
function wayTo(claimed: readonly ClaimedEntries[]): Map<string, ClaimedEntry> {
  const parents = new Set<string>();
  for (const { entries } of claimed) addParents(parents, entries);
  const way = new Map<string, ClaimedEntry>();
  for (const next of each(claimed, ({ path }) => parents.has(path))) {
    if (!way.has(next.entry.path)) way.set(next.entry.path, next);
  }
  return way;
}

function* each(claimed: readonly ClaimedEntries[], isWanted: (entry: Entry) => boolean): Iterable<ClaimedEntry> {
  for (const { claim, entries } of claimed) {
    for (const entry of entries) if (isWanted(entry)) yield { claim, entry };
  }
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
function hintFor(claimed: readonly ClaimedEntries[]): string | undefined {
  const [binary] = claimed.flatMap(({ claim, entries }) => (claim === 'path' || claim === 'the binary' ? entries : []));
  const program = binary?.path;
  const inTheWay = claimed.some(({ entries }) => {
    return entries.some(({ path, type }) => path === program && type === 'directory');
  });
  if (program === undefined || !inTheWay) return undefined;
  return `Say where the binary goes, in the config block: path: /${program}/${program.slice(program.lastIndexOf('/') + 1)}`;
}

/** @param free directories that nothing stands in the way of: many entries share one */
function blockingParent(
  path: string,
  way: ReadonlyMap<string, ClaimedEntry>,
  free: Set<string>,
): ClaimedEntry | undefined {
  const directory = parentPath(path);
  for (let parent = directory; parent !== '' && !free.has(parent); parent = parentPath(parent)) {
    const found = way.get(parent);
    if (found !== undefined && found.entry.type !== 'directory') return found;
  }
  free.add(directory);
  return undefined;
}

function named({ path }: Entry): string {
  return printable(`/${path}`, 200);
}
