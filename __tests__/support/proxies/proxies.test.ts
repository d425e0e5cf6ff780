import { afterEach, describe, expect, test } from '@jest/globals';
import { type StrictRegistry, startStrictRegistry } from '../../../testing/strict-registry/strict-registry.ts';
import { OCTETS, pushBlob, send, sha256, startUpload } from '../plain-client.ts';
import { randomPlaces, seeded } from '../seeded.ts';
import { startBodyLimitProxy } from './body-limit-proxy.ts';
import { startCuttingProxy } from './cutting-proxy.ts';
import { startOutageProxy } from './outage-proxy.ts';
import { startSlowProxy } from './slow-proxy.ts';

const CONTENT = Buffer.alloc(1_000_000, 'x');

describe('a proxy before a registry', () => {
  const closing: { close(): Promise<void> }[] = [];

  afterEach(async () => {
    for (const opened of closing.splice(0).reverse()) await opened.close();
  });

  function kept<T extends { close(): Promise<void> }>(opened: T): T {
    closing.push(opened);
    return opened;
  }

  async function start(): Promise<StrictRegistry> {
    return kept(await startStrictRegistry());
  }

  test('that cuts, cuts at its places and passes everything else', async () => {
    const { origin } = await start();
    const proxy = kept(await startCuttingProxy(origin, [500_000]));
    await expect(pushBlob(proxy.origin, CONTENT)).rejects.toThrow();
    expect(proxy.cuts).toBe(1);
    expect(await pushBlob(proxy.origin, CONTENT)).toBe(sha256(CONTENT));
    expect(proxy.bytesUp).toBeGreaterThan(1_500_000);
    expect(proxy.connections).toBe(4);
  });

  test('that is slow keeps to its rate and its latency', async () => {
    const { origin } = await start();
    const slow = kept(await startSlowProxy(origin, { bytesPerSecond: 5_000_000, latency: 30 }));
    const started = performance.now();
    await pushBlob(slow.origin, CONTENT);
    expect(performance.now() - started).toBeGreaterThan(250);
  });

  test('that limits bodies answers 413 with HTML, stated length or not', async () => {
    const { origin } = await start();
    const proxy = kept(await startBodyLimitProxy(origin, 500_000));
    const put = `${await startUpload(proxy.origin)}&digest=${sha256(CONTENT)}`;
    const stated = await send('PUT', put, OCTETS, CONTENT).catch((error: Error) => error.message);
    expect(stated).toMatchObject({ status: 413, text: expect.stringContaining('<h1>413') });
    const location = await startUpload(proxy.origin);
    const streamed = send('PATCH', location, { ...OCTETS, 'transfer-encoding': 'chunked' }, CONTENT);
    expect(await streamed.catch(() => ({ status: 413 }))).toMatchObject({ status: 413 });
    expect(proxy.refusals).toBe(2);
    expect(await pushBlob(proxy.origin, CONTENT.subarray(0, 400_000))).toMatch(/^sha256:/);
  });

  test.each(['503', 'reset', 'refused'] as const)('that plays an outage (%s) comes back', async (kind) => {
    const { origin } = await start();
    const proxy = kept(await startOutageProxy(origin, { kind, from: 2, milliseconds: 100 }));
    const base = () => send('GET', `${proxy.origin}/v2/`).catch(() => ({ status: 0 }));
    expect(await base()).toMatchObject({ status: 200 });
    expect(await base()).toMatchObject({ status: kind === '503' ? 503 : 0 });
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(await base()).toMatchObject({ status: 200 });
    expect(proxy.failed).toBe(1);
  });

  test('gets the same random places from the same seed', () => {
    const places = randomPlaces(seeded(7), 6, 5, 190);
    expect(randomPlaces(seeded(7), 6, 5, 190)).toEqual(places);
    expect(places.every((place) => place >= 5 && place < 190)).toBe(true);
    expect(new Set(places).size).toBeGreaterThan(4);
  });
});
