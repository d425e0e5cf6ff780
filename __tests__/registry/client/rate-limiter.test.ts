import { describe, expect, test } from '@jest/globals';
import { RateLimiter } from '../../../src/registry/client/rate-limiter.ts';
import { fastClock } from '../support/fast-clock.ts';

/** A limiter on a clock that only its own waiting moves. */
function limited() {
  let time = 0;
  const sleep = async (milliseconds: number) => {
    time += milliseconds;
  };
  const clock = { now: () => time, sleep };
  const limiter = new RateLimiter(clock);
  const { signal } = new AbortController();
  /** When the next request went, after which it `passed` or was refused for so long. */
  const request = async (refusedFor?: number) => {
    await limiter.acquire(signal);
    const at = time;
    if (refusedFor === undefined) limiter.succeeded();
    else limiter.backOff(refusedFor);
    return at;
  };
  return { limiter, request };
}

async function times(count: number, request: () => Promise<number>): Promise<number[]> {
  const seen: number[] = [];
  for (let number = 0; number < count; number += 1) seen.push(await request());
  return seen;
}

describe('the limiter of the requests to one registry', () => {
  test('is theirs until one is refused', async () => {
    const { request } = limited();
    expect(await times(4, request)).toEqual([0, 0, 0, 0]);
  });

  test('is then a little less than what the registry was seen to let through', async () => {
    const { request } = limited();
    await times(4, request);
    await request(1000);
    expect(await times(4, request)).toEqual([1000, 1275, 1550, 1825]);
  });

  test('is one request for each pause while all are refused, and the pauses grow', async () => {
    const { request } = limited();
    expect(await times(7, () => request(1))).toEqual([0, 500, 1500, 3500, 7500, 15_500, 31_500]);
  });

  test('is not slowed down by what was under way when the pause began', async () => {
    const { limiter, request } = limited();
    await times(2, request);
    for (let late = 0; late < 5; late += 1) limiter.backOff(1000);
    expect(await times(3, request)).toEqual([1000, 1550, 2100]);
  });

  test('is doubled after a long time without a refusal, until it is theirs again', async () => {
    const { request } = limited();
    await times(20, request);
    await request(1000);
    const seen = await times(200, request);
    const gaps = seen.map((time, place) => time - (seen[place - 1] ?? time));
    expect([gaps[1], gaps[31], gaps[61], gaps[91]]).toEqual([55, 27.5, 13.75, 0]);
  });

  test('is measured anew where a first burst was let through and no more like it', async () => {
    const { request } = limited();
    await times(100, request);
    await request(1000);
    await times(2, request);
    await request(1000);
    const seen = await times(3, request);
    expect(seen.map((time) => time - (seen[0] ?? 0))).toEqual([0, 550, 1100]);
  });

  test('is measured with what was sent before a pause and answered in it', async () => {
    const { limiter, request } = limited();
    limiter.backOff(1000);
    for (let late = 0; late < 4; late += 1) limiter.succeeded();
    expect(await times(3, request)).toEqual([1000, 1275, 1550]);
  });

  test('is not slowed down by a pause that was too short', async () => {
    const { request } = limited();
    await times(10, request);
    await request(3000);
    await request(3000);
    const seen = await times(3, request);
    expect(seen.map((time) => Math.round(time - (seen[0] ?? 0)))).toEqual([0, 330, 660]);
  });

  test('is nobody’s turn where who waited for it has given up', async () => {
    const { limiter, request } = limited();
    await times(2, request);
    await request(1000);
    await request();
    await expect(limiter.acquire(AbortSignal.abort())).rejects.toThrow();
    expect(await request()).toBe(1550);
  });

  test('is waited for no longer than until the first request after a pause has passed', async () => {
    const clock = fastClock(10);
    const limiter = new RateLimiter(clock);
    const { signal } = new AbortController();
    for (let number = 0; number < 10; number += 1) await limiter.acquire(signal).then(() => limiter.succeeded());
    limiter.backOff(1000);
    await limiter.acquire(signal);
    const passedAt = clock.now();
    const second = limiter.acquire(signal);
    limiter.succeeded();
    await second;
    expect(clock.now() - passedAt).toBeLessThan(500);
  });

  test('ends with a cancelled run', async () => {
    const { limiter } = limited();
    limiter.backOff(1000);
    const sleeping = new RateLimiter({ now: () => 0, sleep: (_, signal) => Promise.reject(signal?.reason) });
    sleeping.backOff(1000);
    await expect(sleeping.acquire(AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });
  });
});
