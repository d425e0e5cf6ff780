import { afterEach, describe, expect, test } from '@jest/globals';
import { systemClock } from '../../src/runner/clock.ts';
import { roundTrips } from '../../testing/strict-registry/record.ts';
import { type StrictRegistry, startStrictRegistry } from '../../testing/strict-registry/strict-registry.ts';
import { connect } from './support/connect.ts';
import { makeSampleImage, pushSample } from './support/sample-push.ts';
import { BEARER, NONE } from './support/scenario.ts';

/** Long enough that requests sent at once overlap. */
const LATENCY = 40;

describe('round trips in sequence, for one tag and one platform', () => {
  const image = makeSampleImage(700_000);
  let registry: StrictRegistry;

  afterEach(() => registry.close());

  test.each([
    ['without authentication', NONE, 4, 1],
    ['with a token server', BEARER, 6, 3],
  ] as const)('%s: a cold push and one that changes nothing', async (name, auth, cold, unchanged) => {
    registry = await startStrictRegistry({ auth, latency: LATENCY });
    const pushed = connect(registry.host, { clock: systemClock, settings: { timeout: 5000, think: 5000 } });
    await pushSample(pushed.client, image, 'growing');
    await pushed.close();
    const first = roundTrips(registry.requests);
    const [number] = [registry.requests.length];
    registry.forgetRequests();
    const asked = connect(registry.host, { clock: systemClock });
    await asked.client.getManifest('v1');
    await asked.close();
    const second = roundTrips(registry.requests);
    process.stdout.write(`${name}: cold ${first} round trips (${number} requests), unchanged ${second}\n`);
    expect(first).toBeLessThanOrEqual(cold);
    expect(second).toBeLessThanOrEqual(unchanged);
  });
});
