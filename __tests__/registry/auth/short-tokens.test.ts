import { afterEach, describe, expect, test } from '@jest/globals';
import { systemClock } from '../../../src/runner/clock.ts';
import type { RecordedRequest } from '../../../testing/strict-registry/record.ts';
import { startStrictRegistry } from '../../../testing/strict-registry/strict-registry.ts';
import { validateImage } from '../../../testing/validate-image.ts';
import { startSlowProxy } from '../../support/proxies/slow-proxy.ts';
import { connect } from '../support/connect.ts';
import { makeSampleImage, pushSample } from '../support/sample-push.ts';
import { BEARER } from '../support/scenario.ts';

describe('tokens that live a second', () => {
  const closing: { close(): Promise<void> }[] = [];

  afterEach(async () => {
    for (const opened of closing.splice(0).reverse()) await opened.close();
  });

  function kept<T extends { close(): Promise<void> }>(opened: T): T {
    closing.push(opened);
    return opened;
  }

  test.each(['auto', 256 * 1024] as const)(
    'are enough for an upload of three with chunk-size %s, and asked for one at a time',
    async (chunkSize) => {
      const image = makeSampleImage(3_000_000);
      const registry = kept(await startStrictRegistry({ auth: { ...BEARER, lifetime: 1 } }));
      const slow = kept(await startSlowProxy(registry.origin, { bytesPerSecond: 1_000_000 }));
      const settings = { chunkSize, timeout: 5000, think: 5000 };
      const { client } = kept(connect(slow.host, { clock: systemClock, settings }));
      await pushSample(client, image, 'growing');
      const { origin, ownerAuthorization: authorization } = registry;
      await validateImage({ origin, repository: 'o/app', reference: 'v1', authorization });
      const tokens = registry.requests.filter(({ endpoint }) => endpoint === 'token');
      expect(overlapping(tokens)).toEqual([]);
      expect(tokens.length).toBeGreaterThan(1);
    },
  );
});

/** Requests that began before the one before them had ended. */
function overlapping(requests: readonly RecordedRequest[]): readonly RecordedRequest[] {
  return requests.filter((request, place) => {
    const before = requests[place - 1];
    return before !== undefined && request.startedAt < (before.endedAt ?? Number.POSITIVE_INFINITY);
  });
}
