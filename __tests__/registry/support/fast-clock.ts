import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../../../src/ports.ts';

/** A clock on which so many milliseconds pass in one real one: pauses are as short as that, and in proportion. */
export function fastClock(factor: number): Clock {
  const began = performance.now();
  const start = Date.now();
  return {
    now: () => start + (performance.now() - began) * factor,
    sleep: (milliseconds, signal) => delay(milliseconds / factor, undefined, signal === undefined ? {} : { signal }),
  };
}
