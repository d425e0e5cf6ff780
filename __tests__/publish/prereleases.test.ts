import { describe, expect, test } from '@jest/globals';
import { isFlaggedPrerelease, PRERELEASE_MARK } from '../../src/publish/held/prerelease-mark.ts';
import { contextOf, releaseEvent } from '../support/github-events.ts';
import { MemoryRegistry } from '../support/memory-registry.ts';
import { planFor, planForTag, publishTo, pushOf } from '../support/publishing.ts';
import { imageSet, testImage, testLayer } from '../support/test-images.ts';

const states = ({ tags }: { tags: readonly { name: string; state: string }[] }) =>
  Object.fromEntries(tags.map(({ name, state }) => [name, state]));

const app = (content: string, annotations = {}) =>
  imageSet([testImage({ layers: [testLayer(content)], annotations })], { indexAnnotations: annotations });

const platforms = (content: string, annotations = {}) =>
  imageSet(
    ['linux/amd64', 'linux/arm64'].map((platform) => testImage({ platform, layers: [testLayer(content)] })),
    { indexAnnotations: annotations },
  );

const flagged = async (registry: MemoryRegistry, set = app('2.0.0', PRERELEASE_MARK)) =>
  publishTo(registry.client(), planFor(await contextOf(releaseEvent('v2.0.0', { prerelease: true }))), set);

describe('a release that its forge flagged as a pre-release', () => {
  test.each([
    ['one platform', app],
    ['several platforms', platforms],
  ])('does not keep latest from a later 1.9.1, with %s', async (_, made) => {
    const registry = new MemoryRegistry();
    await publishTo(registry.client(), planForTag('1.9.0'), app('1.9.0'));
    expect(states(await flagged(registry, made('2.0.0', PRERELEASE_MARK)))).toEqual({ '2.0.0': 'written' });
    expect(states(await publishTo(registry.client(), planForTag('1.9.1'), app('1.9.1')))).toEqual({
      '1.9.1': 'written',
      '1.9': 'moved',
      '1': 'moved',
      latest: 'moved',
    });
  });

  test('is read only where it stands in the way', async () => {
    const registry = new MemoryRegistry();
    await flagged(registry);
    registry.operations.length = 0;
    await publishTo(registry.client(), planForTag('1.9.0'), app('1.9.0'));
    // Once to decide, once to look again after the move.
    expect(registry.operations.filter((operation) => /^GET manifest 2\.0\.0$/.test(operation))).toHaveLength(2);
    registry.operations.length = 0;
    await publishTo(registry.client(), planForTag('3.0.1'), app('3.0.1'));
    expect(registry.operations.filter((operation) => operation.includes('2.0.0'))).toEqual([]);
  });

  test('that has become a release since is the latest, and stays it', async () => {
    const registry = new MemoryRegistry();
    await flagged(registry);
    const promoted = await publishTo(registry.client(), planForTag('2.0.0'), app('2.0.0'));
    expect(states(promoted)).toEqual({ '2.0.0': 'unchanged', '2.0': 'written', '2': 'written', latest: 'written' });
    const later = await publishTo(registry.client(), planForTag('1.9.1'), app('1.9.1'));
    expect(states(later)).toMatchObject({ '1.9.1': 'written', latest: 'left alone' });
  });

  test('a mark that is none of ours is none', async () => {
    const registry = new MemoryRegistry();
    await publishTo(registry.client(), planForTag('2.0.0'), app('2.0.0', { prerelease: 'true' }));
    const later = await publishTo(registry.client(), planForTag('1.9.1'), app('1.9.1'));
    expect(states(later)).toMatchObject({ latest: 'left alone' });
    const bytes = Buffer.from('{"annotations":[]}');
    const descriptor = { mediaType: 'x/y', digest: `sha256:${'0'.repeat(64)}` as const, size: bytes.length };
    expect(isFlaggedPrerelease({ bytes, descriptor })).toBe(false);
  });
});

describe('tags that are reported', () => {
  test('point at the digest: the same content under another digest is named as such', async () => {
    const registry = new MemoryRegistry();
    const write = (name: string, created: string) =>
      publishTo(
        registry.client(),
        planFor(pushOf('refs/heads/main'), [name]),
        imageSet([testImage({ layers: [testLayer('same')], created })]),
      );
    const first = await write('1.4.2', '2026-01-01T00:00:00Z');
    const second = await write('v1.4.2', '2026-02-02T00:00:00Z');
    expect(first.image?.digest).not.toBe(second.image?.digest);
    const both = await publishTo(
      registry.client(),
      planFor(pushOf('refs/heads/main'), ['1.4.2', 'v1.4.2']),
      imageSet([testImage({ layers: [testLayer('same')], created: '2026-03-03T00:00:00Z' })]),
    );
    expect(both.image?.digest).toBe(first.image?.digest);
    expect(states(both)).toEqual({ '1.4.2': 'unchanged', 'v1.4.2': 'left alone' });
    expect(both.tags[1]?.reason).toBe(`it is published with the same content as ${second.image?.digest}`);
  });
});
