import { createCipheriv } from 'node:crypto';
import type { Random } from '../../src/ports.ts';

/** Taken out of its global once: in the context that Jest makes, every look at a global takes a microsecond. */
const { imul } = Math;

/** A generator whose numbers depend on the seed alone (mulberry32). */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** So many whole numbers from `low` up to, but not including, `high`. */
export function randomPlaces(random: Random, count: number, low: number, high: number): number[] {
  return Array.from({ length: count }, () => low + Math.floor(random() * (high - low)));
}

/** So many bytes that no compression makes smaller, the same for the same seed. */
export function randomBytesOf(seed: number, length: number): Buffer {
  const cipher = createCipheriv('aes-128-ctr', Buffer.alloc(16, seed), Buffer.alloc(16));
  return cipher.update(Buffer.alloc(length));
}
