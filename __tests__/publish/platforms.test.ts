import { describe, expect, test } from '@jest/globals';
import { publishFailure } from '../../src/publish/publish.ts';
import { MemoryRegistry, refusal } from '../support/memory-registry.ts';
import { planForTag, publishAll, publishTo } from '../support/publishing.ts';
import { imageSet, testImage, testLayer } from '../support/test-images.ts';

const KIT = testLayer('kit');

const both = (content = 'app', kit = KIT) =>
  imageSet(
    ['linux/amd64', 'linux/arm64'].map((platform) =>
      testImage({ platform, layers: [kit, testLayer(`${content} for ${platform}`)] }),
    ),
    { indexAnnotations: { 'org.opencontainers.image.title': 'app' } },
  );

describe('several platforms', () => {
  test('manifests go by digest, the index last, and a layer that they share once', async () => {
    const registry = new MemoryRegistry();
    const report = await publishTo(registry.client(), planForTag('1.0.0', ['test']), both());
    const { operations } = registry;
    expect(operations.filter((operation) => operation === 'PUSH kit')).toHaveLength(1);
    expect(operations.filter((operation) => operation.startsWith('PUT'))).toEqual([
      ...report.platforms.map(({ manifest }) => `PUT manifest ${manifest.digest}`),
      'PUT manifest test',
    ]);
    expect(report.image?.mediaType).toBe('application/vnd.oci.image.index.v1+json');
  });

  test('the same set again is one question', async () => {
    const registry = new MemoryRegistry();
    await publishTo(registry.client(), planForTag('1.0.0', ['test']), both());
    registry.operations.length = 0;
    const again = await publishTo(registry.client(), planForTag('1.0.0', ['test']), both());
    expect(again.outcome).toBe('unchanged');
    expect(registry.operations).toEqual(['GET manifest test']);
  });

  test('only the platform that changed is sent', async () => {
    const registry = new MemoryRegistry();
    await publishTo(registry.client(), planForTag('1.0.0', ['test']), both());
    registry.operations.length = 0;
    const changed = both();
    const images = [
      ...changed.images.slice(0, 1),
      testImage({ platform: 'linux/arm64', layers: [KIT, testLayer('new')] }),
    ];
    await publishTo(registry.client(), planForTag('1.0.0', ['test']), { ...changed, images });
    expect(registry.operations.filter((operation) => operation.startsWith('PUSH')).toSorted()).toEqual([
      'PUSH configuration for linux/arm64',
      'PUSH new',
    ]);
    expect(registry.operations.filter((operation) => operation.startsWith('PUT'))).toHaveLength(2);
  });

  test('a published set with one platform less is other content', async () => {
    const registry = new MemoryRegistry();
    const set = both();
    await publishTo(registry.client(), planForTag('1.0.0'), { ...set, images: set.images.slice(0, 1) });
    expect((await publishTo(registry.client(), planForTag('1.0.0'), set)).error).toMatchObject({ code: 'tag' });
  });
});

describe('tags: none', () => {
  test('pushes by digest, without asking for what latest names', async () => {
    const registry = new MemoryRegistry();
    await publishTo(registry.client(), planForTag('1.0.0'), both('old'));
    registry.operations.length = 0;
    const set = imageSet([testImage({ layers: [KIT, testLayer('new')] })]);
    const report = await publishTo(registry.client(), planForTag('1.0.0', ['none']), set);
    expect(report).toMatchObject({ outcome: 'published', tags: [] });
    expect(report.platforms[0]?.layers.map(({ uploaded }) => uploaded)).toEqual(['existed', 'sent']);
    expect(registry.operations.filter((operation) => operation.startsWith('PUT'))).toEqual([
      `PUT manifest ${report.image?.digest}`,
    ]);
  });

  test('an image all of whose moving tags stay is in the registry by its digest', async () => {
    const registry = new MemoryRegistry();
    await publishTo(registry.client(), planForTag('2.0.0'), both());
    const report = await publishTo(registry.client(), planForTag('1.0.0', ['{{major}}']), both('old'));
    expect(report.tags).toEqual([{ name: '1', state: 'written' }]);
    await publishTo(registry.client(), planForTag('1.1.0'), both('newer'));
    const late = await publishTo(registry.client(), planForTag('1.0.1', ['{{major}}']), both('late'));
    expect(late.tags).toMatchObject([{ name: '1', state: 'left alone' }]);
    expect(await registry.client().getManifest(late.image?.digest ?? '')).toBeDefined();
  });
});

describe('reading back (verify: true)', () => {
  const set = both();

  test('reads every manifest, configuration and layer before a moving tag is written, and then every tag', async () => {
    const registry = new MemoryRegistry();
    const report = await publishTo(registry.client(), planForTag('1.0.0'), set, { verify: true });
    expect(report.outcome).toBe('published');
    const moved = registry.operations.indexOf('PUT manifest latest');
    const [before, after] = [registry.operations.slice(0, moved), registry.operations.slice(moved)];
    expect(before.filter((operation) => operation.startsWith('GET blob'))).toHaveLength(2);
    expect(before.filter((operation) => operation.startsWith('READ blob'))).toHaveLength(3);
    expect(after).toEqual(expect.arrayContaining(['GET manifest 1.0.0', 'GET manifest latest']));
  });

  test('waits for a registry that takes a while to show what it has', async () => {
    const registry = new MemoryRegistry();
    let hidden = 3;
    const client = registry.client();
    const getManifest = client.getManifest.bind(client);
    client.getManifest = async (reference) => {
      const found = await getManifest(reference);
      return found !== undefined && hidden-- > 0 ? undefined : found;
    };
    expect((await publishTo(client, planForTag('1.0.0', ['test']), set, { verify: true })).outcome).toBe('published');
    expect(hidden).toBeLessThanOrEqual(0);
  });

  test('a tag that stands at something else is an error', async () => {
    const registry = new MemoryRegistry();
    const other = await publishTo(registry.client(), planForTag('1.0.0', ['other']), both('other'));
    registry.interfere = (operation) => {
      const { tags } = registry.repository();
      if (operation === 'GET manifest test' && tags.has('test')) tags.set('test', tags.get('other') ?? 'sha256:');
    };
    const report = await publishTo(registry.client(), planForTag('1.0.0', ['test']), set, { verify: true });
    expect(report.error).toMatchObject({
      code: 'verify',
      message: expect.stringContaining(`the tag test points to ${other.image?.digest} instead of`),
    });
  });

  test('a blob that is gone is an error', async () => {
    const registry = new MemoryRegistry();
    registry.interfere = (operation) => {
      if (operation.startsWith('GET manifest sha256')) registry.repository().blobs.clear();
    };
    const report = await publishTo(registry.client(), planForTag('1.0.0', ['test']), set, { verify: true });
    expect(report.error).toMatchObject({
      code: 'verify',
      message: expect.stringMatching(/the configuration sha256:\w+ is not there/),
    });
  });

  test('a moving tag that a higher version took meanwhile is as it should be', async () => {
    const registry = new MemoryRegistry();
    let released = false;
    registry.interfere = async (operation) => {
      if (released || !operation.startsWith('GET manifest latest') || !registry.repository().tags.has('latest')) return;
      released = true;
      await publishTo(registry.client(), planForTag('1.0.1'), both('next'));
    };
    expect((await publishTo(registry.client(), planForTag('1.0.0'), set, { verify: true })).outcome).toBe('published');
    expect(released).toBe(true);
  });
});

describe('failures', () => {
  test('the error of a single repository is the registry’s own', async () => {
    const registry = new MemoryRegistry();
    const error = refusal(403, 'DENIED');
    registry.interfere = (operation) => {
      if (operation.startsWith('PUSH')) throw error;
    };
    const report = await publishAll([{ client: registry.client(), plan: planForTag('1.0.0') }], both());
    expect(publishFailure(report)).toBe(error);
  });

  test('a set that no registry took is told so', async () => {
    const registries = [new MemoryRegistry('a.example'), new MemoryRegistry('b.example')];
    for (const registry of registries) {
      registry.interfere = () => {
        throw refusal(503);
      };
    }
    const report = await publishAll(
      registries.map((registry) => ({ client: registry.client(), plan: planForTag('1.0.0') })),
      both(),
    );
    expect(publishFailure(report)?.message).toMatch(
      /^No repository has the image; it failed for a\.example.*; and for b\.example/,
    );
  });
});
