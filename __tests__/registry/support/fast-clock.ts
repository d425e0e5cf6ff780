import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../../../src/ports.ts';

/**
 * A clock on which waiting is short: a pause takes a real part of itself, and then all of it has passed. Work takes as
 * long as it takes, so that a busy machine does not use up anybody's patience.
 */
export function fastClock(factor: number): Clock {
  let skipped = 0;
  const now = () => Date.now() + skipped;
  return {
    now,
    async sleep(milliseconds, signal) {
      const end = now() + milliseconds;
      await delay(milliseconds / factor, undefined, signal === undefined ? {} : { signal });
      skipped += Math.max(0, end - now());
    },
  };
}
