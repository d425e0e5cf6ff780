import type { InputProblems } from './input-problems.ts';

/** The results of those that succeed; what the others throw is kept. */
export async function gather<T, R>(
  items: readonly T[],
  work: (item: T) => Promise<R>,
  problems: InputProblems,
): Promise<R[]> {
  const results = await Promise.allSettled(items.map(work));
  return results.flatMap((result) => {
    if (result.status === 'fulfilled') return [result.value];
    problems.keep(result.reason);
    return [];
  });
}
