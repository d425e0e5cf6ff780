import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { faultNamed } from '../../testing/strict-registry/faults.ts';
import { roundTrips } from '../../testing/strict-registry/record.ts';
import { type StrictRegistry, startStrictRegistry } from '../../testing/strict-registry/strict-registry.ts';
import { OCTETS, send, sha256, startUpload } from '../support/plain-client.ts';

const CONTENT = Buffer.alloc(200_000, 'x');
const DIGEST = sha256(CONTENT);

describe('a fault in the strict registry', () => {
  let registry: StrictRegistry;

  beforeEach(async () => {
    registry = await startStrictRegistry();
  });

  afterEach(() => registry.close());

  const base = () => send('GET', `${registry.origin}/v2/`);
  const blob = () => send('HEAD', `${registry.origin}/v2/o/app/blobs/${DIGEST}`);
  const put = async () => send('PUT', `${await startUpload(registry.origin)}&digest=${DIGEST}`, OCTETS, CONTENT);
  const plan = (name: string, at: number, times = 1) => registry.addFault({ fault: faultNamed(name), at, times });

  test('strikes the chosen requests only, and stands in the record', async () => {
    plan('500', 2, 2);
    const statuses = [];
    for (let i = 0; i < 4; i++) statuses.push((await base()).status);
    expect(statuses).toEqual([200, 500, 500, 200]);
    expect(registry.requests.map(({ fault }) => fault)).toEqual([undefined, '500', '500', undefined]);
  });

  test('strikes the nth request that a predicate chooses', async () => {
    registry.addFault({ fault: faultNamed('500'), at: ({ method }) => method === 'HEAD', nth: 2 });
    const statuses = [];
    for (let i = 0; i < 3; i++) statuses.push((await blob()).status, (await base()).status);
    expect(statuses).toEqual([404, 200, 500, 200, 404, 200]);
  });

  test.each([
    ['reset at once', 404],
    ['reset in the body', 404],
    ['reset before the answer', 404],
    ['reset after the commit', 200],
    ['truncated answer', 200],
  ])('"%s" cuts the connection, and then a HEAD finds %i', async (name, status) => {
    plan(name, 2);
    await expect(put()).rejects.toThrow();
    expect(await blob()).toMatchObject({ status });
  });

  test('in the body leaves the first half to an upload that is kept, and nothing to one that is not', async () => {
    plan('reset in the body', 2);
    const location = await startUpload(registry.origin);
    const headers = { ...OCTETS, 'content-range': `0-${CONTENT.length - 1}` };
    await expect(send('PATCH', location, headers, CONTENT)).rejects.toThrow();
    const [, end] = /^0-([0-9]+)$/.exec(String((await send('GET', location)).headers.range)) ?? [];
    expect(Number(end)).toBeGreaterThan(CONTENT.length / 2 - 2);
    expect(Number(end)).toBeLessThan(CONTENT.length - 1);
  });

  test.each([
    ['401 in the body', 401],
    ['404 session in the body', 404],
  ])('"%s" is answered before the body is complete', async (name, status) => {
    plan(name, 2);
    expect(await put()).toMatchObject({ status });
    expect(await blob()).toMatchObject({ status: 404 });
  });

  test('that stalls gives no answer before the client leaves', async () => {
    plan('stall at once', 1);
    const abort = new AbortController();
    const answer = fetch(`${registry.origin}/v2/`, { signal: abort.signal });
    const first = await Promise.race([answer, new Promise((resolve) => setTimeout(resolve, 50, 'nothing'))]);
    expect(first).toBe('nothing');
    abort.abort();
    await expect(answer).rejects.toThrow();
  });

  test.each([
    ['502 with HTML', 502, undefined],
    ['503 with Retry-After', 503, '1'],
    ['429 with seconds', 429, '1'],
    ['429 with a date', 429, expect.stringMatching(/GMT$/)],
    ['429 with a Go duration', 429, '1.88ms'],
    ['429 without Retry-After', 429, undefined],
    ['413 with HTML', 413, undefined],
    ['416', 416, undefined],
  ])('"%s" is answered with %i', async (name, status, retryAfter) => {
    plan(name, 1);
    const answer = await base();
    expect(answer.status).toBe(status);
    expect(answer.headers['retry-after']).toEqual(retryAfter);
    expect(answer.text.includes('<html>')).toBe(name.includes('HTML'));
  });

  test('"404 session" ends the session', async () => {
    plan('404 session', 2);
    const location = await startUpload(registry.origin);
    expect(await send('GET', location)).toMatchObject({ status: 404 });
    expect(await send('GET', location)).toMatchObject({ status: 404 });
    expect(registry.openSessions).toBe(0);
  });

  test.each(['503', 'reset', 'refused'] as const)('that is an outage (%s) ends after its time', async (kind) => {
    registry.outage(2, 150, kind);
    expect(await base()).toMatchObject({ status: 200 });
    let failures = 0;
    while ((await base().catch(() => ({ status: 0 }))).status !== 200) {
      failures += 1;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect(failures).toBeGreaterThan(0);
    expect(await base()).toMatchObject({ status: 200 });
  });

  test('that is an outage refuses connections meanwhile, and the system gives its port to nobody else', async () => {
    registry.outage(1, 300, 'refused');
    await base().catch(() => undefined);
    expect(await base().catch((error: Error) => error.cause ?? error)).toMatchObject({ code: 'ECONNREFUSED' });
    // No range of ports is so small in a test that somebody meets it by chance: what keeps it is seen.
    const port = Number(new URL(registry.origin).port).toString(16).toUpperCase().padStart(4, '0');
    expect(await readFile('/proc/net/tcp', 'utf8')).toMatch(new RegExp(`0100007F:${port} 0100007F:${port} 01`));
  });
});

describe('the record of the strict registry', () => {
  test('counts requests in sequence, and those under way at once', async () => {
    const registry = await startStrictRegistry({ latency: 20 });
    const base = () => send('GET', `${registry.origin}/v2/`);
    await base();
    await Promise.all([base(), base(), base()]);
    await base();
    expect(registry.requests).toHaveLength(5);
    expect(roundTrips(registry.requests)).toBe(3);
    expect(Math.max(...registry.requests.map(({ inFlight }) => inFlight))).toBe(3);
    await registry.close();
  });

  test('tells what a request sent', async () => {
    const registry = await startStrictRegistry();
    await send('PUT', `${await startUpload(registry.origin)}&digest=${DIGEST}`, OCTETS, CONTENT);
    expect(registry.requests[1]).toMatchObject({
      number: 2,
      endpoint: 'upload',
      method: 'PUT',
      query: expect.stringContaining('digest=sha256:'),
      bytesReceived: CONTENT.length,
      status: 201,
    });
    await registry.close();
  });
});
