import { ActionError, ProblemsError } from '../errors.ts';
import { printable } from '../printable.ts';
import type { Entry } from '../rootfs/entry.ts';
import { parentPath } from './file-tree.ts';

/** An entry and who wants it there, for messages: `the kit`. */
export interface ClaimedEntry {
  readonly entry: Entry;
  readonly claim: string;
}

/** Whose claim the program's own entry is. */
export const BINARY_CLAIM = 'path';

/** Refuses two things at one place, and things below what is no directory. A directory can come from several. */
export function checkTree(claimed: readonly ClaimedEntry[]): void {
  const byPath = new Map<string, ClaimedEntry>();
  const problems: string[] = [];
  for (const next of claimed) {
    const known = byPath.get(next.entry.path);
    if (known === undefined) byPath.set(next.entry.path, next);
    else if (known.entry.type !== 'directory' || next.entry.type !== 'directory') {
      problems.push(`${next.claim}: ${named(next.entry)} is taken, by a ${known.entry.type} of ${known.claim}`);
    }
  }
  for (const next of claimed) {
    const blocking = blockingParent(next.entry.path, byPath);
    if (blocking === undefined) continue;
    const what = `${named(blocking.entry)}, which is a ${blocking.entry.type} (${blocking.claim})`;
    problems.push(`${next.claim}: ${named(next.entry)} cannot lie below ${what}`);
  }
  if (problems.length === 1) throw new ActionError('image', problems[0] ?? '', { hint: hintFor(claimed) });
  if (problems.length > 1) throw new ProblemsError('image', problems.slice(0, 50));
}

/** `workdir: /app` and a binary called app want the same place. */
function hintFor(claimed: readonly ClaimedEntry[]): string | undefined {
  const program = claimed.find(({ claim }) => claim === BINARY_CLAIM)?.entry.path;
  const inTheWay = claimed.some(({ entry }) => entry.path === program && entry.type === 'directory');
  if (program === undefined || !inTheWay) return undefined;
  return `Say where the binary goes, in the config block: path: /${program}/${program.slice(program.lastIndexOf('/') + 1)}`;
}

function blockingParent(path: string, byPath: ReadonlyMap<string, ClaimedEntry>): ClaimedEntry | undefined {
  for (let parent = parentPath(path); parent !== ''; parent = parentPath(parent)) {
    const found = byPath.get(parent);
    if (found !== undefined && found.entry.type !== 'directory') return found;
  }
  return undefined;
}

function named({ path }: Entry): string {
  return printable(`/${path}`, 200);
}
