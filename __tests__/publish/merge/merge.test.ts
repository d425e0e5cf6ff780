import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import type { Annotations } from '../../../src/oci/descriptor.ts';
import { type Digest, digestOf } from '../../../src/oci/digest.ts';
import { indexDocument } from '../../../src/oci/manifest.ts';
import { type Platform, parsePlatform } from '../../../src/oci/platform.ts';
import { merge } from '../../../src/publish/merge/merge.ts';
import { readMergeEntries } from '../../../src/publish/merge/merge-entry.ts';
import type { TagPlan } from '../../../src/publish/tags/tag-plan.ts';
import { MemoryRegistry } from '../../support/memory-registry.ts';
import { instantClock, planForTag, publishTo, recordedLog } from '../../support/publishing.ts';
import { imageSet, testImage, testLayer } from '../../support/test-images.ts';

const PLATFORMS = ['linux/amd64', 'linux/arm64', 'linux/arm/v7'];
const INDEX_ANNOTATIONS = { 'org.opencontainers.image.title': 'app' };
const image = (platform: string, content = 'app') =>
  testImage({ platform, layers: [testLayer('kit'), testLayer(`${content} for ${platform}`)] });

function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('it is not there');
  return value;
}

async function pushByDigest(registry: MemoryRegistry, platforms = PLATFORMS, path?: string): Promise<Digest[]> {
  const digests: Digest[] = [];
  for (const platform of platforms) {
    const report = await publishTo(registry.client(path), planForTag('1.0.0', ['none']), imageSet([image(platform)]));
    if (report.image !== undefined) digests.push(report.image.digest);
  }
  return digests;
}

async function mergeInto(
  registry: MemoryRegistry,
  lines: readonly string[],
  plan: TagPlan = planForTag('1.0.0'),
  indexAnnotations: Annotations = INDEX_ANNOTATIONS,
  clock = instantClock(),
  platforms: readonly Platform[] = [],
  verify: 'auto' | boolean = 'auto',
) {
  const entries = readMergeEntries(lines.map((text) => ({ text, origin: 'merge' })));
  const target = { client: registry.client(), plan, clientFor: (path: string) => registry.client(path) };
  const settings = {
    overwrite: false,
    verify,
    indexAnnotations,
    platforms,
    chosenLabels: new Set<string>(),
  };
  const { repositories } = await merge(entries, [target], settings, { log: recordedLog(), clock });
  const [only] = repositories;
  if (only === undefined) throw new Error('there is no report');
  return only;
}

describe('merge', () => {
  test('makes the index that a push of all platforms makes, in whatever order they are given', async () => {
    const [merged, direct] = [new MemoryRegistry(), new MemoryRegistry()];
    const digests = await pushByDigest(merged);
    const report = await mergeInto(merged, [...digests].reverse());
    const whole = imageSet(
      [...PLATFORMS].sort().map((platform) => image(platform)),
      { indexAnnotations: INDEX_ANNOTATIONS },
    );
    const expected = await publishTo(direct.client(), planForTag('1.0.0'), whole);
    expect(report.image).toEqual(expected.image);
    expect(merged.tags()).toEqual(direct.tags());
    expect(report.platforms.map(({ manifest }) => manifest.digest)).toEqual(
      expected.platforms.map(({ manifest }) => manifest.digest),
    );
  });

  test('under a list of platforms writes nothing unless the images are for exactly these', async () => {
    const registry = new MemoryRegistry();
    const digests = await pushByDigest(registry, ['linux/amd64', 'linux/arm64']);
    const guarded = (...guard: string[]) =>
      mergeInto(registry, digests, planForTag('1.0.0'), {}, instantClock(), guard.map(parsePlatform));
    const refused = await guarded('linux/amd64', 'linux/s390x');
    expect(refused.error).toMatchObject({
      code: 'merge',
      message:
        'platforms: the merged images are for linux/amd64, linux/arm64; missing: linux/s390x; not in the list: linux/arm64',
    });
    expect(registry.tags()).toEqual({});
    expect((await guarded('linux/arm64', 'linux/amd64')).outcome).toBe('published');
  });

  test('takes names, bare digests and comments, and the same digest twice', async () => {
    const registry = new MemoryRegistry();
    const [one, two] = await pushByDigest(registry, ['linux/amd64', 'linux/arm64']);
    const report = await mergeInto(registry, [
      `registry.example.com/acme/app@${one}`,
      '# of the other job',
      `${two}`,
      '',
      `${one}`,
    ]);
    expect(report.platforms).toHaveLength(2);
  });

  test('one image stays a plain manifest', async () => {
    const registry = new MemoryRegistry();
    const [digest] = await pushByDigest(registry, ['linux/amd64']);
    const report = await mergeInto(registry, [`${digest}`]);
    expect(report).toMatchObject({ outcome: 'published', image: { digest } });
    expect(new Set(Object.values(registry.tags()))).toEqual(new Set([digest]));
  });

  test('an index among the inputs stands for its images, without the attestations of other builders', async () => {
    const registry = new MemoryRegistry();
    const digests = await pushByDigest(registry);
    const [first, second, third] = await Promise.all(digests.map((digest) => registry.client().getManifest(digest)));
    const attestation = { ...present(first).descriptor, platform: { os: 'unknown', architecture: 'unknown' } };
    const inner = indexDocument([present(first).descriptor, present(second).descriptor, attestation], {});
    await registry.client().putManifest('inner', inner.bytes, inner.descriptor.mediaType);
    const report = await mergeInto(registry, [inner.descriptor.digest, present(third).descriptor.digest]);
    expect(report.image).toEqual((await mergeInto(registry, digests, planForTag('1.0.0', ['other']))).image);
  });

  test('mounts what another repository of the registry has', async () => {
    const registry = new MemoryRegistry();
    const [own] = await pushByDigest(registry, ['linux/amd64']);
    const [other] = await pushByDigest(registry, ['linux/arm64'], 'acme/parts');
    const report = await mergeInto(registry, [`${own}`, `registry.example.com/acme/parts@${other}`]);
    expect(report.platforms.map(({ layers }) => layers.map(({ uploaded }) => uploaded))).toEqual([
      ['existed', 'existed'],
      ['existed', 'mounted'],
    ]);
    expect(await registry.client().getManifest(other ?? '')).toBeDefined();
  });

  test('refuses another registry, with every line that names it, before anything is asked', async () => {
    const registry = new MemoryRegistry();
    const digest = `sha256:${'a'.repeat(64)}`;
    await expect(mergeInto(registry, [`ghcr.io/acme/app@${digest}`])).rejects.toThrow(
      `merge: ghcr.io/acme/app@${digest} is on another registry than registry.example.com`,
    );
    expect(registry.operations).toEqual([]);
  });

  test.each(['ghcr.io/acme/app:1.0.0', 'sha256:abc', 'latest', 'a b'])('%j is not an image to merge', (line) => {
    expect(() => readMergeEntries([{ text: line, origin: 'digests/amd64' }])).toThrow(
      /^digests\/amd64: ".*" is neither/,
    );
  });

  test('two images of one platform are refused with both digests', async () => {
    const registry = new MemoryRegistry();
    const [one] = await pushByDigest(registry, ['linux/amd64']);
    const other = await publishTo(
      registry.client(),
      planForTag('1.0.0', ['none']),
      imageSet([image('linux/amd64', 'other')]),
    );
    const report = await mergeInto(registry, [`${one}`, `${other.image?.digest}`]);
    expect(report.error).toMatchObject({
      code: 'merge',
      message: expect.stringContaining('Two images for linux/amd64'),
    });
    expect(registry.tags()).toEqual({});
  });

  test('what is not an image is refused', async () => {
    const registry = new MemoryRegistry();
    await pushByDigest(registry, ['linux/amd64']);
    const held = registry.repository();
    const [config] = [...held.blobs.keys()];
    const manifest = Buffer.from(
      JSON.stringify({ schemaVersion: 2, config: { mediaType: 'x', digest: config, size: 1 }, layers: [] }),
    );
    held.blobs.set(present(config), Buffer.from('{}'));
    const digest = await registry.client().putManifest('chart', manifest, 'application/vnd.oci.image.manifest.v1+json');
    const report = await mergeInto(registry, [digest]);
    expect(report.error).toMatchObject({ code: 'merge', message: expect.stringContaining('is not an image') });
  });

  test('asks again for a digest that was just pushed, with a limit', async () => {
    const registry = new MemoryRegistry();
    const [digest] = await pushByDigest(registry, ['linux/amd64']);
    const { manifests } = registry.repository();
    const held = manifests.get(present(digest));
    manifests.delete(present(digest));
    let asked = 0;
    registry.interfere = (operation) => {
      if (operation === `GET manifest ${digest}` && ++asked === 4) manifests.set(present(digest), present(held));
    };
    expect((await mergeInto(registry, [`${digest}`])).outcome).toBe('published');
    const clock = instantClock();
    const missing = await mergeInto(registry, [`sha256:${'0'.repeat(64)}`], planForTag('2.0.0'), {}, clock);
    expect(missing.error).toMatchObject({
      code: 'merge',
      message: expect.stringMatching(/is not in registry\.example\.com\/acme\/app/),
    });
    const waits = clock.slept.filter((one) => one >= 500);
    expect(waits.reduce((sum, one) => sum + one)).toBe(30_000);
  });

  test.each([
    ['its own repository', undefined],
    ['another one', 'acme/parts'],
  ])('the same images of %s again write nothing', async (_, path) => {
    const registry = new MemoryRegistry();
    const digests = await pushByDigest(registry, PLATFORMS, path);
    const lines = path === undefined ? digests : digests.map((digest) => `registry.example.com/${path}@${digest}`);
    expect((await mergeInto(registry, lines)).outcome).toBe('published');
    registry.operations.length = 0;
    const again = await mergeInto(registry, lines);
    expect(again.outcome).toBe('unchanged');
    expect(new Set(again.tags.map(({ state }) => state))).toEqual(new Set(['unchanged']));
    expect(registry.operations.filter((operation) => !/^(GET|READ|LIST|HEAD)/.test(operation))).toEqual([]);
  });

  test('a version that is published with this content stays, one with other content is safe', async () => {
    const registry = new MemoryRegistry();
    const digests = await pushByDigest(registry);
    const first = await mergeInto(registry, digests);
    const again = await mergeInto(registry, digests, planForTag('1.0.0'), {
      'org.opencontainers.image.title': 'other',
    });
    expect(again).toMatchObject({ outcome: 'kept', image: { digest: first.image?.digest } });
    const less = await mergeInto(registry, digests.slice(0, 2));
    expect(less.error).toMatchObject({ code: 'tag' });
    expect(String(less.error)).toContain(first.image?.digest);
  });

  test('an image whose layer is not what its configuration promises is found by verify: true, before a moving tag', async () => {
    const registry = new MemoryRegistry();
    const [honest] = await pushByDigest(registry, ['linux/amd64']);
    const held = registry.repository();
    const manifest = JSON.parse(present(held.manifests.get(present(honest))).bytes.toString());
    const evil = gzipSync('evil');
    held.blobs.set(digestOf(evil), evil);
    manifest.layers[1] = { ...manifest.layers[1], digest: digestOf(evil), size: evil.length };
    const { mediaType } = present(held.manifests.get(present(honest))).descriptor;
    const digest = await registry.client().putManifest('evil', Buffer.from(JSON.stringify(manifest)), mediaType);
    const plan = planForTag('1.0.0');
    const report = await mergeInto(registry, [digest], plan, {}, instantClock(), [], true);
    expect(report.error).toMatchObject({
      code: 'verify',
      message: expect.stringMatching(/holds sha256:\w+ instead of/),
    });
    expect(Object.keys(registry.tags())).toEqual(['1.0.0', 'evil']);
    expect(report.platforms[0]?.layers.map(({ diffId }) => diffId)).toEqual([undefined, undefined]);
  });
});
