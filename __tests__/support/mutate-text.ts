import type { Random } from '../../src/ports.ts';

function pick<T>(random: Random, list: readonly T[]): T | undefined {
  return list[Math.floor(random() * list.length)];
}

/** One to four changes: a piece is cut, doubled, moved, replaced by one of `pieces`, or one of them is put in. */
export function mutateText(text: string, pieces: readonly string[], random: Random): string {
  let changed = text;
  for (let left = 1 + Math.floor(random() * 4); left > 0; left -= 1) changed = mutateOnce(changed, pieces, random);
  return changed;
}

function mutateOnce(text: string, pieces: readonly string[], random: Random): string {
  const from = Math.floor(random() * (text.length + 1));
  const to = Math.min(text.length, from + Math.floor(random() ** 3 * 40));
  const [before, piece, after] = [text.slice(0, from), text.slice(from, to), text.slice(to)];
  const other = pick(random, pieces) ?? '';
  const at = Math.floor(random() * (after.length + 1));
  const kinds = [
    () => before + after,
    () => before + piece + piece + after,
    () => before + after.slice(0, at) + piece + after.slice(at),
    () => before + other + after,
    () => before + other + piece + after,
    () => before + String.fromCharCode(Math.floor(random() * 128)) + after,
  ];
  return pick(random, kinds)?.() ?? text;
}
