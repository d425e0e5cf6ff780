import { describe, expect, test } from '@jest/globals';
import { Slots } from '../../../src/registry/client/slots.ts';

describe('blobs in flight at one registry', () => {
  function slots(most: number) {
    let now = 0;
    const made = new Slots(most, { now: () => now, sleep: async () => {} });
    const pass = (milliseconds: number) => {
      now += milliseconds;
    };
    return { made, pass };
  }

  test('are halved by an overload, down to one, and once for failures that come together', () => {
    const { made, pass } = slots(8);
    made.fewer();
    made.fewer();
    expect(made.current).toBe(4);
    for (const expected of [2, 1, 1]) {
      pass(2000);
      made.fewer();
      expect(made.current).toBe(expected);
    }
  });

  test('grow back one by one while all goes well, to what the user allowed', async () => {
    const { made } = slots(4);
    made.fewer();
    const seen: number[] = [];
    for (let round = 0; round < 8; round += 1) {
      await made.run(async () => {});
      seen.push(made.current);
    }
    expect(seen).toEqual([2, 3, 3, 3, 4, 4, 4, 4]);
  });

  test('are never more than allowed at a time', async () => {
    const { made } = slots(3);
    let [under, most] = [0, 0];
    const work = async () => {
      most = Math.max(most, ++under);
      await new Promise((resolve) => setTimeout(resolve, 2));
      under -= 1;
    };
    await Promise.all(Array.from({ length: 10 }, () => made.run(work)));
    expect(most).toBe(3);
  });
});
