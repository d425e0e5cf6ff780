import { editDistance } from '../edit-distance.ts';

/** Up to three names that a misspelt one may have meant, best first. */
export function nearest(wanted: string, names: readonly string[]): string[] {
  return names
    .slice(0, 5000)
    .map((name) => ({ name, distance: likeness(wanted.toLowerCase(), name.toLowerCase()) }))
    .filter(({ distance }) => distance <= Math.max(1, Math.floor(wanted.length / 3)))
    .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
    .slice(0, 3)
    .map(({ name }) => name);
}

/** The edit distance; 1 where one name begins with the other (`app`, `app-linux-amd64`). */
function likeness(a: string, b: string): number {
  if (a.length > 1 && b.length > 1 && (a.startsWith(b) || b.startsWith(a))) return 1;
  return editDistance(a.slice(0, 100), b.slice(0, 100));
}
