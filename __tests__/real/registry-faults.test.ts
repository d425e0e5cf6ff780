import { afterAll, describe, expect, test } from '@jest/globals';
import { makeSampleImage, pushSample, type SampleImage } from '../registry/support/sample-push.ts';
import { startBodyLimitProxy } from '../support/proxies/body-limit-proxy.ts';
import { startCuttingProxy } from '../support/proxies/cutting-proxy.ts';
import { startTcpProxy } from '../support/proxies/tcp-proxy.ts';
import { randomPlaces, seeded } from '../support/seeded.ts';
import { crane } from './support/clients.ts';
import { connectReally } from './support/real-client.ts';
import { type RealRegistry, startDistribution3, startDockerRegistry } from './support/registry.ts';
import { removeTemporaryFolders } from './support/temporary-folder.ts';

const MB = 1_000_000;
const LARGE: SampleImage = makeSampleImage(200 * MB);

afterAll(removeTemporaryFolders);

async function push(registry: RealRegistry, host: string, layer: 'ready' | 'growing'): Promise<number> {
  const connection = connectReally(host);
  try {
    await pushSample(connection.client, LARGE, layer);
    await crane('validate', '--remote', `${registry.host}/o/app:v1`);
    return connection.host.traffic().bytesSent;
  } finally {
    await connection.close();
  }
}

async function withRegistry(start: () => Promise<RealRegistry>, work: (registry: RealRegistry) => Promise<void>) {
  const registry = await start();
  await work(registry).finally(registry.stop);
}

describe('a line that is cut while 200 MB go out', () => {
  test.each([
    [1, 'ready'],
    [2, 'growing'],
    [3, 'growing'],
  ] as const)(
    'distribution 3 gets the image with less than half of it sent again after six cuts (seed %i, %s)',
    async (seed, layer) => {
      await withRegistry(startDistribution3, async (registry) => {
        const places = randomPlaces(seeded(seed), 6, 5 * MB, 190 * MB);
        const proxy = await startCuttingProxy(registry.url, places);
        const sent = await push(registry, proxy.host, layer).finally(proxy.close);
        expect(proxy.cuts).toBe(6);
        expect(proxy.bytesUp).toBeLessThan(LARGE.layer.length * 1.5);
        process.stdout.write(`six cuts, seed ${seed}: ${(sent / LARGE.layer.length).toFixed(2)} times the layer\n`);
      });
    },
    120_000,
  );

  test('distribution 3 gets the image where each of six connections is cut at a random place', async () => {
    await withRegistry(startDistribution3, async (registry) => {
      const places = randomPlaces(seeded(4), 6, 5 * MB, 30 * MB);
      const proxy = await startTcpProxy(registry.url, { up: cutEach(places) });
      await push(registry, proxy.host, 'ready').finally(proxy.close);
      expect(proxy.bytesUp).toBeLessThan(LARGE.layer.length * 1.5);
    });
  }, 120_000);

  test.each([1, 2])(
    'docker-registry 2.8, which forgets a session that was cut, gets the image after two cuts (seed %i)',
    async (seed) => {
      await withRegistry(startDockerRegistry, async (registry) => {
        const places = randomPlaces(seeded(seed), 2, 5 * MB, 190 * MB);
        const proxy = await startCuttingProxy(registry.url, places);
        await push(registry, proxy.host, 'growing').finally(proxy.close);
        expect(proxy.cuts).toBe(2);
      });
    },
    120_000,
  );
});

/** Cuts each connection once so many bytes have come over it; the connections after the last place live. */
function cutEach(places: readonly number[]) {
  const left = [...places];
  const passed = new WeakMap<object, { bytes: number; limit: number }>();
  return (bytes: Buffer, connection: { cut(): void }) => {
    const state = passed.get(connection) ?? { bytes: 0, limit: left.shift() ?? Number.POSITIVE_INFINITY };
    passed.set(connection, state);
    state.bytes += bytes.length;
    if (state.bytes >= state.limit) connection.cut();
  };
}

describe('a proxy that limits bodies', () => {
  test.each([
    [100, 'ready'],
    [100, 'growing'],
    [20, 'ready'],
    [20, 'growing'],
  ] as const)(
    'of %i MB lets 200 MB through (%s)',
    async (limit, layer) => {
      await withRegistry(startDistribution3, async (registry) => {
        const proxy = await startBodyLimitProxy(registry.url, limit * MB);
        await push(registry, proxy.host, layer).finally(proxy.close);
        expect(proxy.refusals).toBeLessThanOrEqual(1);
      });
    },
    120_000,
  );
});
