import type { Clock } from '../ports.ts';

/** Milliseconds: 30 s in all. Registries that answer from several places take seconds to know what was just stored. */
const WAITS_MS = [500, 1000, 2000, 4000, 7500, 15_000];

/** Asks again for a while as long as the answer is not there yet; undefined where it never came. */
export async function pollUntil<T>(clock: Clock, ask: () => Promise<T | undefined>): Promise<T | undefined> {
  for (const wait of WAITS_MS) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await clock.sleep(wait);
  }
  return ask();
}
