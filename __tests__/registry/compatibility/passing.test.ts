import { describe, expect, test } from '@jest/globals';
import { PASSING, REFERRERS, TAG_LISTS } from '../../../testing/strict-registry/behaviours/passing.ts';
import { behaviourNamed, everyWay, failureOf, pushAndValidate, WAYS, withRegistry } from '../support/compatibility.ts';
import { makeSampleImage, pushSample } from '../support/sample-push.ts';

describe('troubles that pass', () => {
  test.each(everyWay(PASSING))('%s: the image is whole (%s)', async (_, __, behaviour, way) => {
    await pushAndValidate(behaviour, way);
  });

  test('a blob whose answer was lost is not sent again', async () => {
    const registry = await pushAndValidate(behaviourNamed(PASSING, 'a reset after the commit'), WAYS[0]);
    const sent = registry.requests.reduce((sum, { bytesReceived }) => sum + bytesReceived, 0);
    expect(sent).toBeLessThan(1_200_000 * 1.1);
  });
});

describe('referrers', () => {
  test.each(REFERRERS.map((behaviour) => [behaviour.name, behaviour] as const))(
    '%s: a push does not ask for them',
    async (_, behaviour) => {
      const registry = await pushAndValidate(behaviour, WAYS[0]);
      expect(registry.requests.filter(({ endpoint }) => endpoint === 'referrers')).toEqual([]);
    },
  );
});

describe('lists of tags', () => {
  test('all pages are read', async () => {
    await withRegistry([behaviourNamed(TAG_LISTS, 'tags in pages of two')], async (_, { client }) => {
      for (const tag of ['a', 'b', 'c', 'd', 'e']) await pushSample(client, makeSampleImage(1000), 'ready', tag);
      expect(await client.listTags()).toEqual(['a', 'b', 'c', 'd', 'e']);
    });
  });

  test('a repository that does not exist has no list', async () => {
    await withRegistry([], async (_, { host }) => {
      expect(await host.repository('no/such').listTags()).toBeUndefined();
    });
  });

  test.each(['tags that are not told', 'tags that nobody asks for'])('%s are an error', async (name) => {
    await withRegistry([behaviourNamed(TAG_LISTS, name)], async (_, { client }) => {
      await pushSample(client, makeSampleImage(1000), 'ready');
      expect((await failureOf(client.listTags())).message).toMatch(/^Listing the tags of .* failed: 40/);
    });
  });
});
