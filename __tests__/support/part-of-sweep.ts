import { seeded } from './seeded.ts';

declare global {
  /** Set by jest.config.js: 1 in the sweeps, and a fraction in the unit tests, which people wait for. */
  var partOfSweep: number;
}

/** How many of so many random cases are gone through here; a file that asks is called `*.sweep.test.ts` and runs in both suites. */
export function casesOf(all: number): number {
  return Math.ceil(all * globalThis.partOfSweep);
}

/** Those rows of a table that are gone through here: each time others of the same table, as `seed` goes on. */
export function rowsOf<T>(table: readonly T[], seed: number): readonly T[] {
  const random = seeded(seed);
  const ranked = table.map((row) => ({ row, rank: random() })).toSorted((a, b) => a.rank - b.rank);
  return ranked.slice(0, casesOf(table.length)).map(({ row }) => row);
}
