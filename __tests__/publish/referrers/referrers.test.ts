import { afterEach, describe, expect, test } from '@jest/globals';
import type { Descriptor } from '../../../src/oci/descriptor.ts';
import { digestOf, hexOf } from '../../../src/oci/digest.ts';
import { documentOf } from '../../../src/oci/manifest.ts';
import { MEDIA_TYPE } from '../../../src/oci/media-types.ts';
import { documentBlob } from '../../../src/publish/delivery/image-delivery.ts';
import type { Referrer } from '../../../src/publish/referrers/referrer.ts';
import { Referrers } from '../../../src/publish/referrers/referrers.ts';
import { systemClock } from '../../../src/runner/clock.ts';
import type { Quirks } from '../../../testing/strict-registry/quirks.ts';
import { type StrictRegistry, startStrictRegistry } from '../../../testing/strict-registry/strict-registry.ts';
import { type Connection, connect } from '../../registry/support/connect.ts';
import { plantReferrer } from '../../support/planted-referrer.ts';
import { seeded } from '../../support/seeded.ts';

const BUNDLE = 'application/vnd.dev.sigstore.bundle.v0.3+json';
const ANNOTATIONS = { 'dev.sigstore.bundle.content': 'dsse-envelope' };

let open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.reverse()) await one.close();
  open = [];
});

interface Lab {
  readonly registry: StrictRegistry;
  readonly connection: Connection;
  readonly referrers: Referrers;
  readonly subject: Descriptor;
}

async function start(quirks: Partial<Quirks> = {}): Promise<Lab> {
  const registry = await startStrictRegistry({ quirks });
  open.push(registry);
  const { connection, referrers } = writer(registry);
  return { registry, connection, referrers, subject: await pushSubject(connection) };
}

/** A run of its own: nothing is remembered from the one before. */
function writer(registry: StrictRegistry, seed = 1) {
  const connection = connect(registry.host, { settings: { timeout: 20_000, think: 20_000 } });
  open.push(connection);
  return { connection, referrers: new Referrers(connection.client, { clock: systemClock, random: seeded(seed) }) };
}

/** An index, so that nobody takes it for a list of referrers. */
async function pushSubject({ client }: Connection): Promise<Descriptor> {
  const config = documentOf(MEDIA_TYPE.config, { os: 'linux' });
  await client.pushBlob(documentBlob('config', config));
  const manifest = documentOf(MEDIA_TYPE.manifest, {
    schemaVersion: 2,
    mediaType: MEDIA_TYPE.manifest,
    config: config.descriptor,
    layers: [],
  });
  await client.putManifest(manifest.descriptor.digest, manifest.bytes, MEDIA_TYPE.manifest);
  const index = documentOf(MEDIA_TYPE.index, {
    schemaVersion: 2,
    mediaType: MEDIA_TYPE.index,
    manifests: [manifest.descriptor],
  });
  await client.putManifest(index.descriptor.digest, index.bytes, MEDIA_TYPE.index);
  return index.descriptor;
}

function bundle(content: string): Referrer {
  return { artifactType: BUNDLE, bytes: Buffer.from(content), annotations: ANNOTATIONS };
}

/** The entries of the list under the tag; undefined where there is none. */
function fallbackEntries({ registry, subject }: Pick<Lab, 'registry' | 'subject'>): Descriptor[] | undefined {
  const stored = registry.store.find('o/app')?.manifest(`sha256-${hexOf(subject.digest)}`);
  return stored === undefined ? undefined : JSON.parse(stored.bytes.toString()).manifests;
}

const writes = ({ requests }: StrictRegistry) => requests.filter(({ method }) => method !== 'GET' && method !== 'HEAD');

describe('a registry that lists referrers', () => {
  test('gets the manifest and no tag', async () => {
    const lab = await start({ referrers: 'listed' });
    await lab.referrers.attach(lab.subject, [bundle('one')]);
    expect(fallbackEntries(lab)).toBeUndefined();
    expect(await lab.connection.client.listReferrers(lab.subject.digest)).toMatchObject([
      { artifactType: BUNDLE, annotations: ANNOTATIONS },
    ]);
    expect(lab.registry.violations).toEqual([]);
  });

  test('is sent nothing the second time', async () => {
    const lab = await start({ referrers: 'listed' });
    await lab.referrers.attach(lab.subject, [bundle('one'), bundle('two')]);
    lab.registry.forgetRequests();
    await writer(lab.registry).referrers.attach(lab.subject, [bundle('one'), bundle('two')]);
    expect(writes(lab.registry)).toEqual([]);
  });
});

describe('what will hang on an image that is on its way', () => {
  test('is there as blobs before the image is, and shows nowhere', async () => {
    const lab = await start();
    const subject = digestOf(Buffer.from('an image on its way'));
    lab.registry.forgetRequests();
    await lab.referrers.prepare(subject, [bundle('one'), bundle('two')]);
    const repository = lab.registry.store.find('o/app');
    expect(repository?.blobs.has(digestOf(Buffer.from('one')))).toBe(true);
    expect(repository?.blobs.has(digestOf(Buffer.from('two')))).toBe(true);
    expect(writes(lab.registry).filter(({ path }) => path.includes('/manifests/'))).toEqual([]);
  });

  test('is sent once', async () => {
    const lab = await start();
    await lab.referrers.prepare(lab.subject.digest, [bundle('one')]);
    lab.registry.forgetRequests();
    await lab.referrers.attach(lab.subject, [bundle('one')]);
    expect(writes(lab.registry).filter(({ path }) => path.includes('/blobs/'))).toEqual([]);
    expect(fallbackEntries(lab)).toHaveLength(1);
  });

  test('is not sent where something hangs on the image already', async () => {
    const lab = await start();
    await lab.referrers.attach(lab.subject, [bundle('one')]);
    lab.registry.forgetRequests();
    await writer(lab.registry).referrers.prepare(lab.subject.digest, [bundle('one')]);
    expect(writes(lab.registry)).toEqual([]);
  });
});

describe('a registry that does not', () => {
  test.each([
    ['says so with 404', { referrers: 'none' }],
    ['answers with a web page', { referrers: 'html' }],
    ['names the subject and has no list, as Amazon ECR', { referrers: 'subject-only' }],
    ['answers with an empty list and does not name the subject', { referrers: 'index' }],
  ] as const)('%s: the tag holds type and annotations', async (_, quirks) => {
    const lab = await start(quirks);
    await lab.referrers.attach(lab.subject, [bundle('one'), bundle('two')]);
    expect(fallbackEntries(lab)).toMatchObject([
      { artifactType: BUNDLE, annotations: ANNOTATIONS },
      { artifactType: BUNDLE, annotations: ANNOTATIONS },
    ]);
    expect(lab.registry.violations).toEqual([]);
  });

  test('finds what another run has attached, and adds nothing to it', async () => {
    const lab = await start();
    await lab.referrers.attach(lab.subject, [bundle('one')]);
    lab.registry.forgetRequests();
    const later = writer(lab.registry).referrers;
    expect(await later.read(lab.subject.digest, 'application/vnd.dev.sigstore.bundle')).toEqual([Buffer.from('one')]);
    await later.attach(lab.subject, [bundle('one')]);
    expect(writes(lab.registry)).toEqual([]);
  });

  test('puts a manifest into the list whose run was killed before it came to that', async () => {
    const lab = await start();
    await lab.referrers.attach(lab.subject, [bundle('one')]);
    lab.registry.store.find('o/app')?.tags.delete(`sha256-${hexOf(lab.subject.digest)}`);
    await writer(lab.registry).referrers.attach(lab.subject, [bundle('one')]);
    expect(fallbackEntries(lab)).toHaveLength(1);
  });

  test('repairs entries that other tools wrote without type and annotations, and keeps the rest of them', async () => {
    const lab = await start();
    const store = lab.registry.store.open('o/app');
    const planted = plantReferrer(store, lab.subject.digest, BUNDLE, Buffer.from('theirs'), ANNOTATIONS);
    const poor = { ...planted, artifactType: MEDIA_TYPE.empty, data: 'e30=' };
    await putList(lab, { manifests: [poor], annotations: { 'org.example': 'kept' } });
    await lab.referrers.attach(lab.subject, [bundle('ours')]);
    expect(fallbackEntries(lab)).toMatchObject([
      { ...planted, artifactType: BUNDLE, annotations: ANNOTATIONS, data: 'e30=' },
      { artifactType: BUNDLE },
    ]);
    const tag = `sha256-${hexOf(lab.subject.digest)}`;
    expect(JSON.parse(store.manifest(tag)?.bytes.toString() ?? '')).toMatchObject({
      annotations: { 'org.example': 'kept' },
    });
  });

  test('gives the image itself for the tag, as GitLab does: that is seen and said', async () => {
    const lab = await start({ referrers: 'digest-tags' });
    expect(await lab.referrers.read(lab.subject.digest, 'application/')).toEqual([]);
    await expect(lab.referrers.attach(lab.subject, [bundle('one')])).rejects.toThrow(
      'the registry keeps no list of referrers and gives the image itself for the tag',
    );
  });

  test('takes the list and does not give it back: that is seen and said, after a few tries', async () => {
    const lab = await start({ forgetsTags: true });
    await expect(lab.referrers.attach(lab.subject, [bundle('one')])).rejects.toThrow(
      /^The list of referrers 127\.0\.0\.1:\d+\/o\/app:sha256-[0-9a-f]{64} was written and accepted 10 times, and is not there$/,
    );
  });
});

describe('twenty writers at once', () => {
  test.each(['heeded', 'ignored'] as const)('lose no entry where If-Match is %s', async (conditions) => {
    const lab = await start({ conditions });
    const own = Array.from({ length: 20 }, (_, place) => bundle(`of writer ${place}`));
    const attached = await Promise.all(
      own.map((referrer, place) => writer(lab.registry, place).referrers.attach(lab.subject, [referrer])),
    );
    const listed = (fallbackEntries(lab) ?? []).map(({ digest }) => digest);
    expect(listed.toSorted()).toEqual(
      attached
        .flat()
        .map(({ digest }) => digest)
        .toSorted(),
    );
    expect(lab.registry.violations).toEqual([]);
  });
});

async function putList({ connection, subject }: Lab, content: object): Promise<void> {
  const index = documentOf(MEDIA_TYPE.index, { schemaVersion: 2, mediaType: MEDIA_TYPE.index, ...content });
  await connection.client.putManifest(`sha256-${hexOf(subject.digest)}`, index.bytes, MEDIA_TYPE.index);
}
