import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Digest, digestOf } from '../../src/oci/digest.ts';
import { MEDIA_TYPE } from '../../src/oci/media-types.ts';
import type { ImageSet } from '../../src/publish/delivery/image-set.ts';
import type { PublishSettings } from '../../src/publish/publish.ts';
import type { RepositoryReport } from '../../src/publish/publish-report.ts';
import type { TagPlan } from '../../src/publish/tags/tag-plan.ts';
import { MemoryContent } from '../../testing/strict-registry/content.ts';
import type { RepositoryStore } from '../../testing/strict-registry/store.ts';
import { type StrictRegistry, startStrictRegistry } from '../../testing/strict-registry/strict-registry.ts';
import { connect } from '../registry/support/connect.ts';
import { rowsOf } from '../support/part-of-sweep.ts';
import { planForTag, publishTo } from '../support/publishing.ts';
import { imageSet, testImage, testLayer } from '../support/test-images.ts';

interface LooseDescriptor {
  mediaType: string;
  digest: string;
  size: number;
  platform?: Record<string, string>;
  annotations?: Record<string, string>;
}

interface LooseManifest {
  config: LooseDescriptor;
  layers: LooseDescriptor[];
  manifests: LooseDescriptor[];
}

const KIT = testLayer('kit');
const PLATFORMS = ['linux/amd64', 'linux/arm64'];
const app = (content = 'app') => imageSet([testImage({ layers: [KIT, testLayer(content)] })]);
const both = (content = 'app') =>
  imageSet(PLATFORMS.map((platform) => testImage({ platform, layers: [KIT, testLayer(`${content} ${platform}`)] })));

/** What somebody with push access can do to a repository, without a client that would stop him. */
class Attacker {
  readonly #held: RepositoryStore;

  constructor(registry: StrictRegistry) {
    this.#held = registry.store.open('acme/app');
  }

  blob(bytes: Buffer, mediaType: string): LooseDescriptor {
    const content = new MemoryContent();
    content.append(bytes);
    this.#held.blobs.set(digestOf(bytes), content);
    return { mediaType, digest: digestOf(bytes), size: bytes.length };
  }

  async read(digest: string): Promise<Buffer> {
    const content = this.#held.blobs.get(digest);
    const parts: Buffer[] = [];
    for await (const part of content?.stream(0, content.size) ?? []) parts.push(part as Buffer);
    return Buffer.concat(parts);
  }

  /** Changes the document behind a tag, and moves the tag to what comes of it. */
  async change(tag: string, edit: (manifest: LooseManifest) => void | Promise<void>): Promise<void> {
    const stored = this.#held.manifest(tag);
    const document = JSON.parse(stored?.bytes.toString() ?? '');
    await edit(document);
    this.#held.tags.set(tag, this.store(document, stored?.mediaType ?? ''));
  }

  /** The same for the manifest that an entry of an index points to. */
  async changeChild(tag: string, place: number, edit: (manifest: LooseManifest) => void | Promise<void>) {
    await this.change(tag, async (index) => {
      const entry = index.manifests[place] as LooseDescriptor;
      const document = JSON.parse(this.#held.manifest(entry.digest)?.bytes.toString() ?? '');
      await edit(document);
      entry.digest = this.store(document, entry.mediaType);
      entry.size = JSON.stringify(document).length;
    });
  }

  store(document: object, mediaType: string): Digest {
    const bytes = Buffer.from(JSON.stringify(document));
    const digest = digestOf(bytes);
    this.#held.manifests.set(digest, { digest, mediaType, bytes });
    return digest;
  }
}

const EVIL = gzipSync(Buffer.from('evil'.padEnd(512, '\0')));
type Tampering = (manifest: LooseManifest, attacker: Attacker) => void | Promise<void>;

/** Changes the configuration as text: an object cannot hold one key twice. */
function rewritten(from: string | RegExp, to: string): Tampering {
  return async (manifest, attacker) => {
    const config = (await attacker.read(manifest.config.digest)).toString();
    expect(config).toMatch(from);
    manifest.config = attacker.blob(Buffer.from(config.replace(from, to)), MEDIA_TYPE.config);
  };
}

/** All of them leave what the configuration says about the layers as it was. */
const TAMPERINGS: readonly [name: string, Tampering][] = [
  ['another blob', ({ layers }, attacker) => void layers.splice(1, 1, attacker.blob(EVIL, MEDIA_TYPE.layerGzip))],
  ['another size', ({ layers }) => void Object.assign(layers[1] ?? {}, { size: 5 })],
  [
    'another configuration',
    async (manifest, attacker) => {
      const config = JSON.parse((await attacker.read(manifest.config.digest)).toString());
      config.config.Entrypoint = ['/evil'];
      manifest.config = attacker.blob(Buffer.from(JSON.stringify(config)), MEDIA_TYPE.config);
    },
  ],
  [
    'an address to fetch a layer from',
    ({ layers }) => void Object.assign(layers[1] ?? {}, { urls: ['https://evil.example'] }),
  ],
  [
    'other layers under the name of the field in another case',
    (manifest, attacker) => void Object.assign(manifest, { Layers: [attacker.blob(EVIL, MEDIA_TYPE.layerGzip)] }),
  ],
  ['an entry point in another case of config', rewritten(/}$/, ',"Config":{"Entrypoint":["/evil"]}}')],
  ['an empty entry point in another case', rewritten('"config":{', '"config":{"entrypoint":null,')],
  ['an empty entry point with a long s', rewritten(/"rootfs":/, '"rootf\u017f":null,"rootfs":')],
  ['a command in a configuration that is given twice', rewritten('"config":', '"config":{"Cmd":["--evil"]},"config":')],
  ['a feature that the system must have', rewritten(/}$/, ',"os.features":["evil"]}')],
  // What is not compared can still keep an image from being loaded.
  ['more history than layers', rewritten('"history":[', '"history":[{},{},{},')],
  ['a history of another type', rewritten(/"history":\[.*]/, '"history":"evil"')],
  ['an author that is no text', rewritten(/}$/, ',"author":5}')],
  ['another type of root file system', rewritten('"type":"layers"', '"type":"evil"')],
  ['a configuration of another type', ({ config }) => void Object.assign(config, { mediaType: 'application/evil' })],
  ['a subject', (manifest) => void Object.assign(manifest, { subject: manifest.config })],
  ['a type of artifact', (manifest) => void Object.assign(manifest, { artifactType: 'application/evil' })],
  [
    'a layer that goes on after zeros',
    async ({ layers }, attacker) => {
      const bytes = await attacker.read(layers[1]?.digest ?? '');
      layers[1] = attacker.blob(Buffer.concat([bytes, Buffer.alloc(1), EVIL]), MEDIA_TYPE.layerGzip);
    },
  ],
  ['a layer more', ({ layers }, attacker) => void layers.push(attacker.blob(EVIL, MEDIA_TYPE.layerGzip))],
];

const ENTRIES: readonly [name: string, edit: (index: LooseManifest) => void][] = [
  [
    'the platforms of two entries swapped',
    ({ manifests: [a, b] }) => {
      const platform = a?.platform;
      Object.assign(a ?? {}, { platform: b?.platform });
      Object.assign(b ?? {}, { platform });
    },
  ],
  ['a variant', ({ manifests: [a] }) => void Object.assign(a?.platform ?? {}, { variant: 'v3' })],
  [
    'annotations',
    ({ manifests: [a] }) => void Object.assign(a ?? {}, { annotations: { 'vnd.docker.reference.type': 'x' } }),
  ],
  ['a size', ({ manifests: [a] }) => void Object.assign(a ?? {}, { size: 7 })],
  [
    'an entry more',
    ({ manifests }) =>
      void manifests.push({
        ...(manifests[0] as LooseDescriptor),
        platform: { os: 'unknown', architecture: 'unknown' },
      }),
  ],
];

describe('what somebody with push access put behind a tag', () => {
  let registry: StrictRegistry;
  let attacker: Attacker;

  beforeEach(async () => {
    registry = await startStrictRegistry();
    attacker = new Attacker(registry);
  });
  afterEach(() => registry.close());

  async function push(
    plan: TagPlan,
    set: ImageSet,
    settings: Partial<PublishSettings> = {},
  ): Promise<RepositoryReport> {
    const connection = connect(registry.host, { repository: 'acme/app', settings: { timeout: 10_000, think: 10_000 } });
    try {
      return await publishTo(connection.client, plan, set, settings);
    } finally {
      await connection.close();
    }
  }

  const pushed = new Map<string, Promise<string | undefined>>();

  /** The digest of the same push into an empty registry. */
  function untouched(plan: TagPlan, set: ImageSet): Promise<string | undefined> {
    const key = JSON.stringify([plan, set.images.length]);
    const digest = pushed.get(key) ?? pushIntoEmpty(plan, set);
    pushed.set(key, digest);
    return digest;
  }

  async function pushIntoEmpty(plan: TagPlan, set: ImageSet): Promise<string | undefined> {
    const empty = await startStrictRegistry();
    const connection = connect(empty.host, { repository: 'acme/app' });
    const report = await publishTo(connection.client, plan, set);
    await connection.close();
    await empty.close();
    return report.image?.digest;
  }

  describe.each([true, 'auto'] as const)('with verify: %s', (verify) => {
    test.each(TAMPERINGS)('%s: a plain tag gets what this run made', async (_, tamper) => {
      const plan = planForTag('1.0.0', ['edge']);
      await push(plan, app());
      await attacker.change('edge', (manifest) => tamper(manifest, attacker));
      const report = await push(plan, app(), { verify });
      expect(report).toMatchObject({ outcome: 'published', image: { digest: await untouched(plan, app()) } });
      expect(registry.store.open('acme/app').tags.get('edge')).toBe(report.image?.digest);
    });

    test.each(TAMPERINGS)('%s: an exact version is other content, and nothing moves', async (_, tamper) => {
      await push(planForTag('1.0.0'), app());
      await attacker.change('1.0.0', (manifest) => tamper(manifest, attacker));
      const before = new Map(registry.store.open('acme/app').tags);
      const report = await push(planForTag('1.0.0'), app(), { verify });
      expect(report).toMatchObject({ outcome: 'failed', error: { code: 'tag' } });
      expect(registry.store.open('acme/app').tags).toEqual(before);
    });

    test.each(rowsOf(TAMPERINGS, 21))('%s: one platform of an exact version is enough', async (_, tamper) => {
      await push(planForTag('1.0.0'), both());
      await attacker.changeChild('1.0.0', 1, (manifest) => tamper(manifest, attacker));
      const report = await push(planForTag('1.0.0'), both(), { verify });
      expect(report).toMatchObject({ outcome: 'failed', error: { code: 'tag' } });
    });

    test.each(ENTRIES)('an index with %s changed: an exact version is other content', async (_, edit) => {
      await push(planForTag('1.0.0'), both());
      await attacker.change('1.0.0', edit);
      const report = await push(planForTag('1.0.0'), both(), { verify });
      expect(report).toMatchObject({ outcome: 'failed', error: { code: 'tag' } });
    });

    test.each(rowsOf(TAMPERINGS, 22))('%s: no release after it takes anything over', async (_, tamper) => {
      await push(planForTag('1.0.0'), both());
      for (const tag of ['1.0.0', 'latest']) {
        for (const place of [0, 1]) await attacker.changeChild(tag, place, (manifest) => tamper(manifest, attacker));
      }
      for (const version of ['1.0.1', '1.0.2', '1.1.0']) {
        const report = await push(planForTag(version), both(), { verify });
        expect(report.error).toBeUndefined();
        expect(report.image?.digest).toBe(await untouched(planForTag(version), both()));
      }
    });
  });

  test('an exact version with other compressed bytes of the same layers stays, once they were unpacked', async () => {
    const slow = imageSet([testImage({ layers: [testLayer('kit', 1), testLayer('app', 1)] })]);
    const first = await push(planForTag('1.0.0'), slow);
    registry.forgetRequests();
    const again = await push(planForTag('1.0.0'), app());
    expect(again).toMatchObject({ outcome: 'kept', image: { digest: first.image?.digest } });
    const layers = first.platforms[0]?.layers.map(({ digest }) => `/v2/acme/app/blobs/${digest}`) ?? [];
    const read = registry.requests.filter(({ method }) => method === 'GET').map(({ path }) => path);
    expect(layers.length).toBe(2);
    expect(read).toEqual(expect.arrayContaining(layers));
  });

  test('a bomb in an exact version is read no further than this run’s layer', async () => {
    await push(planForTag('1.0.0'), app());
    const bomb = attacker.blob(gzipSync(Buffer.alloc(50_000_000)), MEDIA_TYPE.layerGzip);
    await attacker.change('1.0.0', ({ layers }) => void layers.splice(1, 1, bomb));
    expect((await push(planForTag('1.0.0'), app())).error).toMatchObject({ code: 'tag' });
  });

  test('a blob that holds something else than its digest fails verify: true before a moving tag is written', async () => {
    await push(planForTag('1.0.0', ['other']), app());
    const held = registry.store.open('acme/app');
    const [layer = ''] = [...held.blobs.keys()].filter((digest) => (held.blobs.get(digest)?.size ?? 0) < 100);
    const bytes = await attacker.read(layer);
    bytes[bytes.length - 1] = 1;
    const damaged = new MemoryContent();
    damaged.append(bytes);
    held.blobs.set(layer, damaged);
    const report = await push(planForTag('1.0.0', ['latest', '1.0.0', '{{major}}']), app(), { verify: true });
    expect(report.error).toMatchObject({ code: 'verify' });
    expect(String(report.error)).toMatch(/already written: 1\.0\.0; not written: latest, 1\)/);
    expect(held.tags.has('1')).toBe(false);
  });
});
