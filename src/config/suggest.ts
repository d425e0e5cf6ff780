import { editDistance } from '../edit-distance.ts';

/** Longer words are no slips of the finger, and the distance costs the product of the lengths. */
const LONGEST = 40;

/** The candidate that `word` was probably meant to be, by how many letters differ; upper case, `_` and `-` do not count. */
export function suggest(word: string, candidates: readonly string[]): string | undefined {
  if (word.length > LONGEST) return undefined;
  const plain = flatten(word);
  const limit = Math.max(1, Math.floor(plain.length / 3));
  const ranked = candidates
    .map((candidate) => ({ candidate, distance: editDistance(plain, flatten(candidate)) }))
    .filter(({ distance, candidate }) => distance <= limit && distance < flatten(candidate).length)
    .sort((a, b) => a.distance - b.distance);
  return ranked[0]?.candidate;
}

/** ` (did you mean "user"?)`, or nothing. */
export function didYouMean(word: string, candidates: readonly string[]): string {
  const candidate = suggest(word, candidates);
  return candidate === undefined ? '' : `; did you mean "${candidate}"?`;
}

function flatten(word: string): string {
  return word.toLowerCase().replace(/[-_\s]/g, '');
}
