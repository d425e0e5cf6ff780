import { setTimeout as sleep } from 'node:timers/promises';

/** A part of a chunk that the wire takes at once: small enough for an even flow. */
const PIECE = 16 * 1024;
/** How many milliseconds a timer may come late, on a busy machine, without the wire losing them. */
const CREDIT = 50;

/** One wire of so many bytes a second for everything that flows through it; 0 is no limit. */
export function throttle(bytesPerSecond: number) {
  let freeAt = 0;
  return async function* (chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      if (bytesPerSecond === 0) {
        yield chunk;
        continue;
      }
      for (let at = 0; at < chunk.length; at += PIECE) {
        const piece = chunk.subarray(at, at + PIECE);
        const now = performance.now();
        freeAt = Math.max(freeAt, now - CREDIT) + (piece.length / bytesPerSecond) * 1000;
        if (freeAt > now + 1) await sleep(freeAt - now);
        yield piece;
      }
    }
  };
}
