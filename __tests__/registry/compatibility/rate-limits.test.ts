import { describe, expect, test } from '@jest/globals';
import { Deferred } from '../../../src/layer/deferred.ts';
import { digestOf } from '../../../src/oci/digest.ts';
import { manifestDocument } from '../../../src/oci/manifest.ts';
import { MEDIA_TYPE } from '../../../src/oci/media-types.ts';
import type { BlobSource, RegistryClient } from '../../../src/registry/api.ts';
import { ANSWERS } from '../../../testing/strict-registry/behaviours/answers.ts';
import { RATE_LIMITS } from '../../../testing/strict-registry/behaviours/proxies.ts';
import { behaviourNamed, withRegistry } from '../support/compatibility.ts';
import { fastClock } from '../support/fast-clock.ts';
import { readyBlob } from '../support/memory-blob.ts';

/** Two layers and two configurations, two manifests and a tag: eleven requests where nobody limits them. */
async function pushTwoPlatforms(client: RegistryClient, size: number): Promise<void> {
  const pushManifest = async (platform: number) => {
    const layer = readyBlob(`layer ${platform}`, Buffer.alloc(size, platform), MEDIA_TYPE.layerGzip);
    const push = async (blob: BlobSource) => (await client.pushBlob(blob, { askFirst: false })).descriptor;
    const [layers, made] = await Promise.all([push(layer), push(smallBlob(platform))]);
    const { bytes } = manifestDocument(made, [layers], {});
    await client.putManifest(digestOf(bytes), bytes, MEDIA_TYPE.manifest);
    return bytes;
  };
  const [first] = await Promise.all([pushManifest(1), pushManifest(2)]);
  await client.putManifest('v1', first, MEDIA_TYPE.manifest);
}

function smallBlob(n: number): BlobSource {
  return readyBlob(`config ${n}`, Buffer.from(`{"n":${n}}`), MEDIA_TYPE.config);
}

describe('a limit on the number of requests', () => {
  test('of two a second costs a push few requests more than its own, and no session', async () => {
    const clock = fastClock(50);
    await withRegistry(
      [behaviourNamed(RATE_LIMITS, 'two requests a second')],
      async (registry, { client }) => {
        await pushTwoPlatforms(client, 300_000);
        expect(registry.requests.length).toBeLessThan(20);
        // Each refusal is a pause of a second at the most, and those that come together are one.
        expect(registry.requests.filter(({ status }) => status === 429).length).toBeLessThan(9);
        // The sessions that were opened are the ones that were used.
        const opened = registry.requests.filter(({ method, status }) => method === 'POST' && status === 202);
        expect(opened).toHaveLength(4);
        expect(registry.openSessions).toBe(0);
        expect(registry.violations).toEqual([]);
      },
      { clock },
    );
  });

  test('has one small blob tried in a single request, while those beside it wait for what becomes of it', async () => {
    const behaviours = [
      behaviourNamed(RATE_LIMITS, 'two requests a second'),
      behaviourNamed(ANSWERS, 'a single POST answered with 202'),
    ];
    await withRegistry(
      behaviours,
      async (registry, { client }) => {
        await Promise.all(['a', 'b', 'c', 'd'].map((tag) => client.getManifest(tag)));
        const blobs = [1, 2, 3, 4].map(smallBlob);
        await Promise.all(blobs.map((blob) => client.pushBlob(blob, { askFirst: false })));
        const tried = registry.requests.filter(({ query, status }) => query.startsWith('digest') && status === 202);
        expect(tried).toHaveLength(1);
      },
      { clock: fastClock(50) },
    );
  });

  test('lets a small blob go in a single request while another one is on its way in one', async () => {
    const [begun, arrived] = [new Deferred<void>(), new Deferred<void>()];
    await withRegistry(
      [behaviourNamed(RATE_LIMITS, 'two requests a second')],
      async (registry, { client }) => {
        await Promise.all(['a', 'b', 'c', 'd'].map((tag) => client.getManifest(tag)));
        const send = (blob: BlobSource) => client.pushBlob(blob, { askFirst: false });
        await send(smallBlob(1));
        const late = smallBlob(2);
        const sending = send({
          ...late,
          async *read(offset) {
            begun.resolve();
            await arrived.promise;
            yield* late.read(offset);
          },
        });
        await begun.promise;
        await send(smallBlob(3));
        arrived.resolve();
        await sending;
        const whole = registry.requests.filter(({ query, status }) => query.startsWith('digest') && status === 201);
        expect(whole).toHaveLength(3);
      },
      { clock: fastClock(50) },
    );
  });

  test('that takes long is told', async () => {
    const clock = fastClock(100);
    await withRegistry(
      [behaviourNamed(RATE_LIMITS, 'a limit by the minute that counts what it refuses')],
      async ({ host }, { client, log }) => {
        await pushTwoPlatforms(client, 1000);
        const line = `${host} limits the number of requests: the next one goes in 8 s`;
        expect(log.lines).toContain(line);
      },
      { clock },
    );
  });

  test.each(RATE_LIMITS.map((behaviour) => [behaviour.name, behaviour] as const))(
    '%s: is outlived, and most requests are not refused',
    async (_, behaviour) => {
      const clock = fastClock(50);
      await withRegistry(
        [behaviour],
        async (registry, { client }) => {
          await pushTwoPlatforms(client, 300_000);
          const { status: limited = 429 } = behaviour.quirks?.rateLimit ?? {};
          const refused = registry.requests.filter(({ status }) => status === limited);
          expect(refused.length).toBeLessThan(20);
          expect(registry.violations).toEqual([]);
        },
        { clock },
      );
    },
  );
});
