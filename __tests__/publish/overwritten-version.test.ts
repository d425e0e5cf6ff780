import { expect, test } from '@jest/globals';
import { MemoryRegistry } from '../support/memory-registry.ts';
import { planFor, planForTag, publishTo, pushOf } from '../support/publishing.ts';
import { imageSet, testImage, testLayer } from '../support/test-images.ts';

const app = (content: string) => imageSet([testImage({ layers: [testLayer(content)] })]);

/** A registry in which another run writes over a version as soon as this one has moved a tag to its own. */
async function withTwin(version: string): Promise<MemoryRegistry> {
  const registry = new MemoryRegistry();
  await publishTo(registry.client(), planFor(pushOf('refs/heads/twin')), app('of the twin'));
  const { tags } = registry.repository();
  const twin = tags.get('twin');
  registry.interfere = (operation) => {
    if (operation === 'PUT manifest latest' && twin !== undefined) tags.set(version, twin);
  };
  return registry;
}

test('a version that another run has written over at the same time fails, and all tags stand at one image', async () => {
  const registry = await withTwin('1.4.2');
  const { error, tags } = await publishTo(registry.client(), planForTag('1.4.2'), app('of this run'));
  expect(error).toMatchObject({
    code: 'tag',
    message: expect.stringMatching(/acme\/app:1\.4\.2 was written by another run at the same time, with other content/),
    hint: expect.stringMatching(/a matrix\?.*merge/),
  });
  expect(tags.map(({ state }) => state)).toEqual(['left alone', 'left alone', 'left alone', 'left alone']);
  expect(new Set(Object.values(registry.tags())).size).toBe(1);
});

test('a tag that is seen late is no other version', async () => {
  const registry = new MemoryRegistry();
  let gone = false;
  registry.interfere = (operation) => {
    if (operation === 'PUT manifest latest') gone = true;
    if (gone && operation === 'GET manifest 1.4.2') registry.repository().tags.delete('1.4.2');
  };
  expect((await publishTo(registry.client(), planForTag('1.4.2'), app('one'))).outcome).toBe('published');
});
