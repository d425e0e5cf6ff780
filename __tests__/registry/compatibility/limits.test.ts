import { describe, expect, test } from '@jest/globals';
import { LIMITS, MOUNTS } from '../../../testing/strict-registry/behaviours/limits.ts';
import { behaviourNamed, everyWay, pushAndValidate, WAYS, withRegistry } from '../support/compatibility.ts';
import { readyBlob } from '../support/memory-blob.ts';

describe('limits on what one request may carry', () => {
  test.each(everyWay(LIMITS).filter(([name, way]) => !(/^413|^equal/.test(name) && way !== 'chunked')))(
    '%s: the image is whole (%s)',
    async (_, __, behaviour, way) => {
      await pushAndValidate(behaviour, way);
    },
  );

  test.each(['growing', 'ready'] as const)(
    'a proxy that refuses large bodies is met with chunks that fit (%s)',
    async (layer) => {
      const behaviour = behaviourNamed(LIMITS, '413 with HTML for bodies above 512 KiB');
      const registry = await pushAndValidate(behaviour, { ...WAYS[2], layer, chunkSize: 'auto' } as never);
      expect(registry.requests.filter(({ status }) => status === 413).length).toBeLessThanOrEqual(3);
    },
  );

  test('what one blob has learned the next one need not learn again', async () => {
    const behaviour = behaviourNamed(LIMITS, 'a cap of 256 KiB on ranged PATCH');
    await withRegistry(
      [behaviour],
      async (registry, { client }) => {
        for (const fill of [1, 2, 3]) await client.pushBlob(readyBlob('a layer', Buffer.alloc(700_000, fill), 'x'));
        expect(registry.requests.filter(({ status }) => status === 416)).toHaveLength(1);
      },
      { settings: { chunkSize: 300 * 1024 } },
    );
  });
});

describe('taking a blob over from another repository', () => {
  test.each(MOUNTS.map((behaviour) => [behaviour.name, behaviour] as const))(
    '%s: the blob is there',
    async (_, behaviour) => {
      await withRegistry([behaviour], async (registry, { host, client }) => {
        const blob = readyBlob('a layer', Buffer.alloc(100_000, 7), 'application/octet-stream');
        const { descriptor } = await host.repository('o/base').pushBlob(blob);
        registry.forgetRequests();
        const { result } = await client.pushBlob(blob, { mountFrom: ['o/base'] });
        expect(result).toBe(behaviour.quirks?.mount === 'mounted' ? 'mounted' : 'sent');
        expect(await client.hasBlob(descriptor.digest)).toBe(true);
        const posts = registry.requests.filter(({ method }) => method === 'POST');
        // A session that was opened in place of a mount is used.
        expect(posts).toHaveLength(typeof behaviour.quirks?.mount === 'string' ? 1 : 2);
        expect(registry.violations).toEqual([]);
      });
    },
  );
});
