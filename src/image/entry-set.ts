import type { FileSpec } from '../config/config-block.ts';
import { formatPosition } from '../config/problems.ts';
import { ActionError } from '../errors.ts';
import { printable } from '../printable.ts';
import type { Entry } from '../rootfs/entry.ts';

interface Placed {
  readonly entry: Entry;
  readonly spec: FileSpec;
}

/** The entries of `files` by their paths: directories that are copied to one place merge, anything else is there once. */
export class EntrySet {
  readonly #kitDirectories: ReadonlyMap<string, Entry>;
  readonly #placed = new Map<string, Placed>();

  constructor(kit: readonly Entry[]) {
    this.#kitDirectories = new Map(kit.filter(({ type }) => type === 'directory').map((entry) => [entry.path, entry]));
  }

  add(entry: Entry, spec: FileSpec): void {
    const known = this.#placed.get(entry.path);
    if (known === undefined) this.#placed.set(entry.path, { entry: this.#settled(entry, spec), spec });
    else if (entry.type !== 'directory' || known.entry.type !== 'directory') throw twice(entry, known);
    else if (spec.type === 'directory' && known.spec.type === 'directory') throw twice(entry, known);
    else if (spec.type === 'directory') this.#placed.set(entry.path, { entry, spec });
  }

  list(): Entry[] {
    return [...this.#placed.values()].map(({ entry }) => entry);
  }

  /** As with COPY, a directory that is there already stays as it is: /tmp keeps its sticky bit. */
  #settled(entry: Entry, spec: FileSpec): Entry {
    if (entry.type !== 'directory' || spec.type === 'directory') return entry;
    return this.#kitDirectories.get(entry.path) ?? entry;
  }
}

function twice({ path }: Entry, { spec }: Placed): ActionError {
  const message = `"/${printable(path)}" is in the image already, from ${formatPosition(spec.position)}`;
  return new ActionError('config', message, { hint: 'One path can have one content; rename one of them.' });
}
