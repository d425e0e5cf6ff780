import { describe, expect, test } from '@jest/globals';
import { connectionFailure } from '../../../src/registry/http/connection-failure.ts';
import type { HttpAnswer } from '../../../src/registry/http/message.ts';
import { mayPass, RetryBudget } from '../../../src/registry/http/retry.ts';
import { TrafficCounter } from '../../../src/registry/http/traffic.ts';
import { keptLog } from '../support/kept-log.ts';

const REQUEST = { method: 'GET', url: new URL('https://r.example.com/v2/'), headers: {} };

function answer(status: number, headers: Record<string, string> = {}): HttpAnswer {
  return {
    request: REQUEST,
    url: REQUEST.url,
    status,
    headers,
    body: Buffer.alloc(0),
    truncated: false,
    sent: 0,
    took: 0,
  };
}

function failure(code: string) {
  return connectionFailure(Object.assign(new Error(code), { code }), REQUEST, 0);
}

/** Patience on a clock that only its own pauses move; `random` is the share of each pause that is waited. */
function retryBudget(retryFor: number, random = 0.999_999, reached = false) {
  let now = 1_700_000_000_000;
  const waits: number[] = [];
  const traffic = new TrafficCounter();
  const sleep = async (milliseconds: number) => {
    waits.push(Math.round(milliseconds));
    now += milliseconds;
  };
  const { signal } = new AbortController();
  const ports = {
    clock: { now: () => now, sleep },
    random: () => random,
    log: keptLog(),
    traffic,
    signal,
    reached: () => reached,
    backOff: () => {},
  };
  return { made: new RetryBudget(retryFor, ports), waits, traffic };
}

describe('the pauses before another try', () => {
  test('grow from half a second to fifteen, and end when the time is over and not after a count', async () => {
    const { made, waits } = retryBudget(120_000);
    let note: string | undefined;
    while (note === undefined) note = await made.pause(answer(503));
    expect(waits.slice(0, 7)).toEqual([500, 1000, 2000, 4000, 8000, 15_000, 15_000]);
    expect(waits.reduce((sum, wait) => sum + wait, 0)).toBe(120_000);
    expect(note).toBe(`tried ${waits.length + 1} times in 120 s`);
  });

  test('are any part of that by chance, so that many clients do not come back at once', async () => {
    const { made, waits } = retryBudget(120_000, 0.25);
    for (let tries = 0; tries < 4; tries += 1) await made.pause(answer(503));
    expect(waits).toEqual([125, 250, 500, 1000]);
  });

  test('begin anew after progress', async () => {
    const { made, waits } = retryBudget(3000);
    for (let tries = 0; tries < 3; tries += 1) {
      expect(await made.pause(answer(502))).toBeUndefined();
      expect(await made.pause(failure('ECONNRESET'))).toBeUndefined();
      made.progress();
    }
    expect(waits).toEqual([500, 1000, 500, 1000, 500, 1000]);
  });

  test.each([
    ['7', 7000],
    ['1.5s', 1500],
    ['Tue, 14 Nov 2023 22:13:30 GMT', 10_000],
  ])('are as long as the registry asks: %s', async (value, expected) => {
    const { made, waits, traffic } = retryBudget(120_000);
    await made.pause(answer(429, { 'retry-after': value }));
    expect(waits).toEqual([expected]);
    expect(traffic.totals).toMatchObject({ retries: 1, waited: expected });
  });

  test('are never shorter than they would be without the wish of the registry', async () => {
    const { made, waits } = retryBudget(120_000);
    for (let tries = 0; tries < 4; tries += 1) await made.pause(answer(429, { 'retry-after': '1.8ms' }));
    expect(waits).toEqual([500, 1000, 2000, 4000]);
  });

  test('are not waited where the registry asks for more than the user allows', async () => {
    const { made, waits } = retryBudget(120_000);
    const note = await made.pause(answer(429, { 'retry-after': '600' }));
    expect(note).toBe('the registry asks to wait 600 s, which is longer than retry-for: 120 s');
    expect(waits).toEqual([]);
  });

  test('end where the registry asks for more than is left, without blaming it', async () => {
    const { made } = retryBudget(10_000);
    expect(await made.pause(answer(429, { 'retry-after': '8' }))).toBeUndefined();
    expect(await made.pause(answer(429, { 'retry-after': '8' }))).toBe('tried 2 times in 10 s');
  });

  test('do not happen with retry-for: 0', async () => {
    expect(await retryBudget(0).made.pause(answer(503))).toBe('');
  });

  test('go on while the name of a registry that was there is not found', async () => {
    const { made, waits } = retryBudget(60_000, 0.5, true);
    while ((await made.pause(failure('EAI_AGAIN'))) === undefined);
    expect(waits.reduce((sum, wait) => sum + wait, 0)).toBe(60_000);
  });

  test('end after seconds for a name that nobody knows', async () => {
    const { made, waits } = retryBudget(120_000);
    while ((await made.pause(failure('ENOTFOUND'))) === undefined);
    expect(waits.reduce((sum, wait) => sum + wait, 0)).toBe(5000);
  });
});

test('GitHub’s time of reset is waited for where no Retry-After says more', async () => {
  const { made, waits } = retryBudget(120_000);
  const reset = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1700000007' };
  await made.pause(answer(403, reset));
  expect(waits).toEqual([7000]);
  const hour = { ...reset, 'x-ratelimit-reset': '1700003607' };
  expect(await made.pause(answer(403, hour))).toMatch(/asks to wait 3600 s, which is longer than retry-for/);
});

describe('what may pass', () => {
  test.each([408, 425, 429, 499, 500, 502, 503, 504, 522, 524])('%i is tried again', (status) => {
    expect(mayPass(answer(status))).toBe(true);
  });

  test.each([400, 401, 403, 404, 405, 409, 411, 412, 413, 415, 416, 422, 501])('%i is not', (status) => {
    expect(mayPass(answer(status))).toBe(false);
  });

  test('403 is where it is a limit on requests, as its code, its words or its headers say', () => {
    expect(mayPass(answer(403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1800000000' }))).toBe(true);
    expect(mayPass(answer(403, { 'x-ratelimit-remaining': '12' }))).toBe(false);
    const words = Buffer.from(JSON.stringify({ message: 'You have exceeded a secondary rate limit.' }));
    expect(mayPass({ ...answer(403), body: words })).toBe(true);
    const body = Buffer.from(JSON.stringify({ errors: [{ code: 'TOOMANYREQUESTS' }] }));
    expect(mayPass({ ...answer(403), body })).toBe(true);
    expect(mayPass(answer(403, { 'retry-after': '1' }))).toBe(true);
    expect(mayPass({ ...answer(403), body: Buffer.from(JSON.stringify({ errors: [{ code: 'DENIED' }] })) })).toBe(
      false,
    );
  });

  test.each(['ECONNRESET', 'EPIPE', 'ECONNREFUSED', 'UND_ERR_SOCKET', 'ETIMEDOUT', 'EAI_AGAIN'])('%s is', (code) => {
    expect(mayPass(failure(code))).toBe(true);
  });

  test.each(['DEPTH_ZERO_SELF_SIGNED_CERT', 'ERR_SSL_WRONG_VERSION_NUMBER', 'HPE_INVALID_CONSTANT'])(
    '%s is not',
    (code) => {
      expect(mayPass(failure(code))).toBe(false);
    },
  );
});
