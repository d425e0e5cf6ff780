export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle];
  if (upper === undefined) return Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

/**
 * The median of the ratios of pairs that were measured next to each other: what slows a shared machine for a while slows
 * both of a pair, so this moves far less than the ratio of two medians.
 */
export function pairedRatio(ours: readonly number[], theirs: readonly number[]): number {
  const pairs = Math.min(ours.length, theirs.length);
  return median(Array.from({ length: pairs }, (_, at) => (ours[at] ?? Number.NaN) / (theirs[at] ?? Number.NaN)));
}
