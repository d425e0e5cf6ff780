import { describe, expect, test } from '@jest/globals';
import { Pace } from '../../src/registry/pace.ts';

/** A pace on a clock that only its own waiting moves. */
function paced() {
  let time = 0;
  const sleep = async (milliseconds: number) => {
    time += milliseconds;
  };
  const clock = { now: () => time, sleep };
  const pace = new Pace(clock);
  const { signal } = new AbortController();
  /** When the next request went, after which it `passed` or was refused for so long. */
  const request = async (refusedFor?: number) => {
    await pace.turn(signal);
    const at = time;
    if (refusedFor === undefined) pace.passed();
    else pace.hold(refusedFor);
    return at;
  };
  return { pace, request };
}

async function times(count: number, request: () => Promise<number>): Promise<number[]> {
  const seen: number[] = [];
  for (let number = 0; number < count; number += 1) seen.push(await request());
  return seen;
}

describe('the pace of the requests to one registry', () => {
  test('is theirs until one is refused', async () => {
    const { request } = paced();
    expect(await times(4, request)).toEqual([0, 0, 0, 0]);
  });

  test('is then what the registry was seen to let through', async () => {
    const { request } = paced();
    await times(4, request);
    await request(1000);
    expect(await times(4, request)).toEqual([1000, 1250, 1500, 1750]);
  });

  test('is one request for each pause while all are refused, and the pauses grow', async () => {
    const { request } = paced();
    expect(await times(7, () => request(1))).toEqual([0, 500, 1500, 3500, 7500, 15_500, 31_500]);
  });

  test('is not slowed down by what was under way when the pause began', async () => {
    const { pace, request } = paced();
    await times(2, request);
    for (let late = 0; late < 5; late += 1) pace.hold(1000);
    expect(await times(3, request)).toEqual([1000, 1500, 2000]);
  });

  test('is doubled after a long time without a refusal, until it is theirs again', async () => {
    const { request } = paced();
    await times(20, request);
    await request(1000);
    const seen = await times(200, request);
    const gaps = seen.map((time, place) => time - (seen[place - 1] ?? time));
    expect([gaps[1], gaps[31], gaps[61], gaps[91]]).toEqual([50, 25, 12.5, 0]);
  });

  test('ends with a cancelled run', async () => {
    const { pace } = paced();
    pace.hold(1000);
    const sleeping = new Pace({ now: () => 0, sleep: (_, signal) => Promise.reject(signal?.reason) });
    sleeping.hold(1000);
    await expect(sleeping.turn(AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });
  });
});
