import { expect, test } from '@jest/globals';
import { MISSING_RIGHTS, OTHER_WORDS } from '../../testing/strict-registry/behaviours/rights.ts';
import { UNUSABLE_TOKENS } from '../../testing/strict-registry/behaviours/tokens.ts';
import { withRegistry } from '../registry/support/compatibility.ts';
import { planForTag, publishTo } from '../support/publishing.ts';
import { imageSet, testImage, testLayer } from '../support/test-images.ts';

const app = (content: string) => imageSet([testImage({ layers: [testLayer(content)] })]);
const unreadable = MISSING_RIGHTS.filter(({ name }) => name === 'tags that may not be read');
const missing = OTHER_WORDS.filter(({ name }) => name.endsWith('for a manifest that is not there'));

test.each(missing.map((behaviour) => [behaviour.name, behaviour] as const))(
  '%s: a version is published that is not there yet',
  async (_, behaviour) => {
    await withRegistry([behaviour], async (registry, { client }) => {
      expect(await publishTo(client, planForTag('1.0.0'), app('app'))).toMatchObject({ outcome: 'published' });
      expect(registry.store.find('o/app')?.tags.has('1.0.0')).toBe(true);
    });
  },
);

test.each(UNUSABLE_TOKENS.map((behaviour) => [behaviour.name, behaviour] as const))(
  '%s is told, and not taken for something odd behind the version',
  async (_, behaviour) => {
    await withRegistry([behaviour], async (__, { client }) => {
      const { error } = await publishTo(client, planForTag('1.0.0'), app('app'));
      expect(error).toMatchObject({
        message: expect.stringMatching(
          /^Getting a token for .* failed: there is no usable token in the answer \(GET \S+\)$/,
        ),
        hint: expect.stringMatching(/names as its token server is none/),
      });
    });
  },
);

test('a version that may not be read is not written over, and with overwrite it is', async () => {
  await withRegistry(unreadable, async (registry, { client }) => {
    const refused = await publishTo(client, planForTag('1.0.0'), app('app'));
    expect(refused.error).toMatchObject({ hint: expect.stringMatching(/the right to pull .*`overwrite: true`/) });
    expect(registry.store.find('o/app')?.tags.size ?? 0).toBe(0);
    const written = await publishTo(client, planForTag('1.0.0'), app('app'), { overwrite: true });
    expect(written.error).toBeUndefined();
    expect(registry.store.find('o/app')?.tags.has('1.0.0')).toBe(true);
  });
});
