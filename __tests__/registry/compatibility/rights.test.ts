import { describe, expect, test } from '@jest/globals';
import { MISSING_RIGHTS, OTHER_WORDS } from '../../../testing/strict-registry/behaviours/rights.ts';
import type { StrictRegistry } from '../../../testing/strict-registry/strict-registry.ts';
import { behaviourNamed, failureOf, pushAndValidate, WAYS, withRegistry } from '../support/compatibility.ts';
import { makeSampleImage, pushSample } from '../support/sample-push.ts';

const IMAGE = makeSampleImage(1000);

function asked({ requests }: StrictRegistry, endpoint: string): number {
  return requests.filter((request) => request.endpoint === endpoint).length;
}

describe('a refusal in the place of another answer', () => {
  test.each(OTHER_WORDS.map((behaviour) => [behaviour.name, behaviour] as const))(
    '%s: the image arrives',
    async (_, behaviour) => {
      await pushAndValidate(behaviour, WAYS[0]);
    },
  );

  test('/v2/ is asked once, by all requests together, and only where there are credentials', async () => {
    const behaviour = behaviourNamed(OTHER_WORDS, '403 for strangers, and a challenge at /v2/ only');
    await withRegistry([behaviour], async (registry, { client }) => {
      await pushSample(client, IMAGE, 'ready');
      expect([asked(registry, 'base'), asked(registry, 'token')]).toEqual([1, 1]);
    });
  });

  test.each(
    OTHER_WORDS.filter(({ name }) => name.endsWith('for a manifest that is not there')).map(
      (behaviour) => [behaviour.name, behaviour] as const,
    ),
  )('%s: it is not there', async (__, behaviour) => {
    await withRegistry([behaviour], async (_, { client }) => {
      expect(await client.getManifest('v1')).toBeUndefined();
      const digest = await pushSample(client, IMAGE, 'ready');
      expect((await client.getManifest('v1'))?.descriptor.digest).toBe(digest);
      expect(await client.getManifest('v2')).toBeUndefined();
    });
  });
});

describe('a right that is missing', () => {
  test('to push: it is told as one, after one new token for all uploads', async () => {
    await withRegistry(
      [behaviourNamed(MISSING_RIGHTS, 'a token that lets pull only')],
      async (registry, { client }) => {
        const error = await failureOf(pushSample(client, IMAGE, 'ready'));
        expect(error.message).toMatch(/Uploading the (layer|config) .* failed: 401 UNAUTHORIZED/);
        expect(error.hint).toMatch(
          /^The login is right, since a token was granted; what is missing is the right to push to o\/app on 127.* the user "octocat" \(from the test\)/,
        );
        expect(asked(registry, 'token')).toBe(2);
      },
    );
  });

  test('to pull: a tag that may not be read is not one that nobody may push', async () => {
    await withRegistry([behaviourNamed(MISSING_RIGHTS, 'tags that may not be read')], async (_, { client }) => {
      await pushSample(client, IMAGE, 'ready');
      const error = await failureOf(client.getManifest('v1'));
      expect(error.message).toMatch(/Reading the manifest .*:v1 failed: 403 DENIED/);
      expect(error.hint).toMatch(/^What is missing is the right to pull from o\/app .*set `overwrite: true`/);
    });
  });

  test("a token that its registry refuses is the operator's to repair", async () => {
    await withRegistry(
      [behaviourNamed(MISSING_RIGHTS, 'a token that its registry refuses')],
      async (registry, { client }) => {
        const error = await failureOf(pushSample(client, IMAGE, 'ready'));
        expect(error.hint).toMatch(
          /^127.*:\d+ refuses a token that its own token server has just issued, and refused a second one/,
        );
        expect(asked(registry, 'token')).toBe(2);
      },
    );
  });
});
