import { createServer, type OutgoingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from '@jest/globals';
import { type Digest, digestOf } from '../../src/oci/digest.ts';
import { failureOf } from './support/compatibility.ts';
import { connect } from './support/connect.ts';

const INDEX = 'application/vnd.oci.image.index.v1+json';
const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';

describe('what a registry gives is looked at before it is believed', () => {
  let server: Server;

  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  async function reading(body: string | Buffer, headers: OutgoingHttpHeaders = {}, status = 200) {
    server = createServer((_, response) => response.writeHead(status, headers).end(body));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { client, close } = connect(`127.0.0.1:${(server.address() as AddressInfo).port}`);
    return { client, failure: (work: Promise<unknown>) => failureOf(work).finally(close), close };
  }

  const document = (more: object) => JSON.stringify({ schemaVersion: 2, ...more });

  test('a manifest comes with its own digest, size and media type', async () => {
    const body = document({ mediaType: MANIFEST, config: {}, layers: [] });
    const { client, close } = await reading(body, { 'content-type': `${MANIFEST}; charset=utf-8` });
    const found = await client.getManifest('v1');
    expect(found?.descriptor).toEqual({ mediaType: MANIFEST, digest: digestOf(Buffer.from(body)), size: body.length });
    await close();
  });

  test.each([
    ['is allowed its length, though gzip that nobody asked for makes it longer', 0, undefined],
    ['is refused where it is longer than that', 1, 'it is larger than 39 bytes'],
  ])('a small blob %s', async (_, more, why) => {
    const body = Buffer.from(`{"architecture":"arm64","os":"linux"}`.padEnd(39 + more));
    const { client, failure, close } = await reading(gzipSync(body), { 'content-encoding': 'gzip' });
    const reads = client.getBlob(digestOf(body), 39);
    if (why !== undefined) return expect((await failure(reads)).message).toContain(why);
    expect(await reads).toEqual(body);
    return close();
  });

  test.each([
    ['larger than 4 MiB', Buffer.alloc(5 * 1024 * 1024, ' '), MANIFEST, /larger than 4 MiB/],
    ['no JSON', 'hello', MANIFEST, /it is not a JSON document/],
    ['a list', '[]', MANIFEST, /it is not a JSON document/],
    ['nested without end', '{"a":'.repeat(100_000), MANIFEST, /it is not a JSON document/],
    [
      'two megabytes of brackets',
      `{"layers":${'['.repeat(1e6)}${']'.repeat(1e6)}}`,
      MANIFEST,
      /it is not a JSON document/,
    ],
    ['a million empty objects', `{"layers":[${'{},'.repeat(1e6)}{}]}`, MANIFEST, /it is not a JSON document/],
    [
      'called a manifest and an index inside',
      document({ mediaType: INDEX, manifests: [] }),
      MANIFEST,
      /it is called .*manifest.* and says it is .*index/,
    ],
    [
      'manifest and index at once',
      document({ mediaType: INDEX, manifests: [], layers: [] }),
      INDEX,
      /it is manifest and index at once/,
    ],
  ] as const)('a manifest that is %s is refused', async (_, body, mediaType, why) => {
    const { client, failure } = await reading(body, { 'content-type': mediaType });
    expect((await failure(client.getManifest('v1'))).message).toMatch(why);
  });

  test('an image of schema 1 is called by its name', async () => {
    const { failure, client } = await reading(document({ schemaVersion: 1 }), {
      'content-type': 'application/vnd.docker.distribution.manifest.v1+prettyjws',
    });
    expect((await failure(client.getManifest('v1'))).message).toMatch(/it is an image of schema 1/);
  });

  test.each([
    ['NAME_UNKNOWN', 400],
    ['MANIFEST_UNKNOWN', 400],
    ['BLOB_UNKNOWN', 400],
    ['NAME_UNKNOWN', 404],
  ])('%s, said with %i, is not there', async (code, status) => {
    const { client, close } = await reading(JSON.stringify({ errors: [{ code }] }), {}, status);
    const digest: Digest = `sha256:${'a'.repeat(64)}`;
    expect(await client.getManifest('v1')).toBeUndefined();
    expect(await client.tryManifest('v1', 10_000)).toEqual({ manifest: undefined });
    expect(await client.getBlob(digest)).toBeUndefined();
    expect(await client.readBlob(digest, () => () => {})).toBe(false);
    expect(await client.listTags()).toBeUndefined();
    await close();
  });

  test('any other bad request is an error', async () => {
    const { client, failure } = await reading(JSON.stringify({ errors: [{ code: 'UNSUPPORTED' }] }), {}, 400);
    expect((await failure(client.getManifest('v1'))).message).toMatch(/failed: 400 UNSUPPORTED/);
  });

  test('a manifest with another digest than was asked for is refused', async () => {
    const { client, failure } = await reading(document({}), { 'content-type': MANIFEST });
    const asked: Digest = `sha256:${'a'.repeat(64)}`;
    expect((await failure(client.getManifest(asked))).message).toMatch(/its content is sha256:\w+, not sha256:aaaa/);
  });

  test('a configuration with another digest, or without end, is refused', async () => {
    const asked: Digest = `sha256:${'a'.repeat(64)}`;
    const { client, failure } = await reading('x'.repeat(2000));
    expect((await failureOf(client.getBlob(asked))).message).toMatch(/its content is sha256:/);
    expect((await failure(client.getBlob(asked, 1000))).message).toMatch(/larger than 1000 bytes/);
  });

  test.each(['../../v2/other', 'a b', 'x?y=z', `sha256:${'A'.repeat(64)}`, 'sha256:12', '', 'a'.repeat(129)])(
    '"%s" does not get into an address',
    async (reference) => {
      const { client, failure } = await reading('');
      const error = await failure(client.getManifest(reference));
      expect(error.message).toMatch(/is neither a tag nor a digest$/);
    },
  );
});
