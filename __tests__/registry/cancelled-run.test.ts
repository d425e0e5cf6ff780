import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ActionError } from '../../src/errors.ts';
import { systemClock } from '../../src/runner/clock.ts';
import { type StrictRegistry, startStrictRegistry } from '../../testing/strict-registry/strict-registry.ts';
import { startSlowProxy } from '../support/proxies/slow-proxy.ts';
import { failureOf } from './support/compatibility.ts';
import { connect } from './support/connect.ts';
import { makeSampleImage, pushSample } from './support/sample-push.ts';

describe('a run that is cancelled', () => {
  let registry: StrictRegistry;
  const cancellation = () => new ActionError('cancelled', 'The run was cancelled (SIGTERM)');

  beforeEach(async () => {
    registry = await startStrictRegistry();
  });
  afterEach(() => registry.close());

  test.each(['ready', 'growing'] as const)('in the middle of an upload deletes its session (%s)', async (layer) => {
    const slow = await startSlowProxy(registry.origin, { bytesPerSecond: 2_000_000 });
    const controller = new AbortController();
    const settings = { timeout: 5000, think: 5000 };
    const connection = connect(slow.host, { clock: systemClock, settings, signal: controller.signal });
    const pushing = failureOf(pushSample(connection.client, makeSampleImage(2_000_000), layer));
    while (!registry.requests.some(({ bytesReceived }) => bytesReceived > 200_000)) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect(registry.openSessions).toBeGreaterThan(0);
    controller.abort(cancellation());
    expect(await pushing).toMatchObject({ code: 'cancelled', message: 'The run was cancelled (SIGTERM)' });
    await connection.close();
    await slow.close();
    expect(registry.openSessions).toBe(0);
    expect(registry.requests.map(({ method }) => method)).toContain('DELETE');
  });

  test('while the request for a session is under way deletes the session that it opens', async () => {
    // The registry has opened it, and the answer is on its way.
    const slow = await startSlowProxy(registry.origin, { latency: 400 });
    const controller = new AbortController();
    const settings = { timeout: 5000 };
    const connection = connect(slow.host, { clock: systemClock, settings, signal: controller.signal });
    const pushing = failureOf(pushSample(connection.client, makeSampleImage(2_000_000), 'ready'));
    while (registry.openSessions === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    controller.abort(cancellation());
    expect(await pushing).toMatchObject({ code: 'cancelled', message: 'The run was cancelled (SIGTERM)' });
    await connection.close();
    await slow.close();
    const methods = registry.requests.map(({ method }) => method);
    expect(methods.filter((method) => method === 'DELETE')).toHaveLength(
      methods.filter((method) => method === 'POST').length,
    );
    expect(methods).toContain('POST');
    expect(registry.openSessions).toBe(0);
  });

  test('while it waits for a registry that is gone ends at once', async () => {
    registry.outage(1, 60_000, '503');
    const controller = new AbortController();
    const connection = connect(registry.host, { clock: systemClock, signal: controller.signal });
    const asking = failureOf(connection.client.getManifest('v1'));
    while (registry.requests[0]?.endedAt === undefined) await new Promise((resolve) => setTimeout(resolve, 5));
    controller.abort(cancellation());
    const before = registry.requests.length;
    expect(await asking).toMatchObject({ code: 'cancelled', hint: expect.stringMatching(/the registry was told so/) });
    expect(registry.requests).toHaveLength(before);
    await connection.close();
  });
});
