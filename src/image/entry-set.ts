import type { FileSpec } from '../config/config-block.ts';
import { formatPosition } from '../config/problems.ts';
import { ActionError } from '../errors.ts';
import { printable } from '../printable.ts';
import type { Entry } from '../rootfs/entry.ts';
import { sourceOf } from './entry-source.ts';

interface Placed {
  readonly entry: Entry;
  readonly spec: FileSpec;
}

/** The entries of `files` by their paths: directories that are copied to one place merge, anything else is there once. */
export class EntrySet {
  readonly #kitDirectories: ReadonlyMap<string, Entry>;
  readonly #entries: Entry[] = [];
  /** Where in that list each path is. */
  readonly #places = new Map<string, number>();
  /** From which place on the entries are those of a spec: one for each spec, while each may bring 100,000 entries. */
  readonly #begins: { readonly spec: FileSpec; readonly place: number }[] = [];
  /** Whose a directory is that several bring, where it is not that of the first. */
  readonly #preferred = new Map<number, FileSpec>();

  constructor(kit: readonly Entry[]) {
    this.#kitDirectories = new Map(kit.filter(({ type }) => type === 'directory').map((entry) => [entry.path, entry]));
  }

  add(entries: Iterable<Entry>, spec: FileSpec): void {
    this.#begins.push({ spec, place: this.#entries.length });
    for (const entry of entries) this.#add(this.#settled(entry, spec), spec);
  }

  list(): readonly Entry[] {
    return this.#entries;
  }

  #add(entry: Entry, spec: FileSpec): void {
    const place = this.#places.get(entry.path);
    if (place === undefined) {
      this.#places.set(entry.path, this.#entries.length);
      this.#entries.push(entry);
      return;
    }
    const [known, next] = [this.#placedAt(place), { entry, spec }];
    if (entry.type !== 'directory' || known.entry.type !== 'directory') throw twice(next, known);
    if (spec.type === 'directory' && known.spec.type === 'directory') throw twice(next, known);
    if (preferred(known, next) === known) return;
    this.#entries[place] = entry;
    this.#preferred.set(place, spec);
  }

  #placedAt(place: number): Placed {
    const entry = this.#entries[place];
    const spec = this.#preferred.get(place) ?? this.#begins.findLast((begin) => begin.place <= place)?.spec;
    if (entry === undefined || spec === undefined) throw new RangeError(`nothing is at place ${place}`);
    return { entry, spec };
  }

  /** As with COPY, a directory that is there already stays as it is: /tmp keeps its sticky bit. */
  #settled(entry: Entry, spec: FileSpec): Entry {
    if (entry.type !== 'directory' || spec.type === 'directory') return entry;
    return this.#kitDirectories.get(entry.path) ?? entry;
  }
}

/** Which of two gives a directory its mode and owner. The order in which they are listed is no part of an image. */
function preferred(a: Placed, b: Placed): Placed {
  const [first = 0] = preference(a).flatMap((value, index) => value - (preference(b)[index] ?? 0) || []);
  return first <= 0 ? a : b;
}

/** Smallest first: the one that makes the directory, then one that says a mode or an owner, then the stricter one. */
function preference({ entry: { mode, uid, gid }, spec }: Placed): readonly number[] {
  const says = spec.type === 'directory' ? 0 : spec.mode !== undefined || spec.owner !== undefined ? 1 : 2;
  return [says, mode, uid, gid];
}

function twice(next: Placed, known: Placed): ActionError {
  const from = `${sourceOf(known.entry)}, from ${formatPosition(known.spec.position)}`;
  const message = `"/${printable(next.entry.path)}" is in the image already, as ${from}; this one is ${sourceOf(next.entry)}`;
  return new ActionError('config', message, { hint: 'One path can have one content; rename one of them.' });
}
