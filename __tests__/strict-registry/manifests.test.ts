import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type StrictRegistry, startStrictRegistry } from '../../testing/strict-registry/strict-registry.ts';
import { pushBlob, send, sha256 } from '../support/plain-client.ts';

const OCI = 'application/vnd.oci.image';
const MANIFEST = `${OCI}.manifest.v1+json`;
const INDEX = `${OCI}.index.v1+json`;
const CONFIG = '{"architecture":"amd64","os":"linux"}';

function descriptor(kind: string, content: string) {
  return { mediaType: `${OCI}.${kind}`, digest: sha256(content), size: content.length };
}

const MANIFEST_OBJECT = {
  schemaVersion: 2,
  mediaType: MANIFEST,
  config: descriptor('config.v1+json', CONFIG),
  layers: [descriptor('layer.v1.tar', 'layer')],
};
const BYTES = JSON.stringify(MANIFEST_OBJECT);

describe('a manifest in the strict registry', () => {
  let registry: StrictRegistry;

  beforeEach(async () => {
    registry = await startStrictRegistry();
  });

  afterEach(() => registry.close());

  const put = (reference: string, content: object | string, type = MANIFEST) =>
    send(
      'PUT',
      `${registry.origin}/v2/o/app/manifests/${reference}`,
      { 'content-type': type },
      typeof content === 'string' ? content : JSON.stringify(content),
    );
  const get = (reference: string, accept = MANIFEST) =>
    send('GET', `${registry.origin}/v2/o/app/manifests/${reference}`, { accept });

  test('is stored under its tag and its digest once its blobs are there', async () => {
    expect(await put('v1', BYTES)).toMatchObject({
      status: 400,
      text: expect.stringContaining('MANIFEST_BLOB_UNKNOWN'),
    });
    await pushBlob(registry.origin, CONFIG);
    await pushBlob(registry.origin, 'layer');
    expect(await put('v1', BYTES)).toMatchObject({ status: 201, headers: { 'docker-content-digest': sha256(BYTES) } });
    expect(await get('v1')).toMatchObject({ status: 200, text: BYTES });
    expect(await get(sha256(BYTES))).toMatchObject({ status: 200, text: BYTES });
    expect(registry.violations).toEqual([]);
  });

  test('is not shown to a client that does not accept its type', async () => {
    await pushImage();
    expect(await get('v1', INDEX)).toMatchObject({ status: 404 });
  });

  test.each([
    ['with another Content-Type than its mediaType', BYTES, INDEX, 400],
    ['with parameters in its Content-Type', BYTES, `${MANIFEST}; charset=utf-8`, 415],
    ['as plain JSON', BYTES, 'application/json', 415],
    ['that is not JSON', '{', MANIFEST, 400],
    ['without a mediaType', JSON.stringify({ ...MANIFEST_OBJECT, mediaType: undefined }), MANIFEST, 400],
    ['of schema 1', JSON.stringify({ ...MANIFEST_OBJECT, schemaVersion: 1 }), MANIFEST, 400],
    ['that is an index too', JSON.stringify({ ...MANIFEST_OBJECT, manifests: [] }), MANIFEST, 400],
    ['without layers', JSON.stringify({ ...MANIFEST_OBJECT, layers: undefined }), MANIFEST, 400],
    ['with a wrong size', BYTES.replace('"size":5', '"size":6'), MANIFEST, 400],
    ['with a short digest', BYTES.replace(sha256('layer'), 'sha256:12'), MANIFEST, 400],
  ])('%s is refused', async (_what, content, type, status) => {
    await pushImage();
    registry.forgetRequests();
    expect(await put('v2', content, type)).toMatchObject({ status });
    expect(registry.violations).toHaveLength(1);
    expect(await get('v2')).toMatchObject({ status: 404 });
  });

  test('is refused under the digest of other bytes and under an impossible tag', async () => {
    await pushImage();
    expect(await put(sha256('other'), BYTES)).toMatchObject({ status: 400 });
    expect(await put('.hidden', BYTES)).toMatchObject({ status: 400 });
    expect(await put('x'.repeat(129), BYTES)).toMatchObject({ status: 400 });
  });

  test('that is an index is stored once its children are there', async () => {
    const child = { mediaType: MANIFEST, digest: sha256(BYTES), size: BYTES.length };
    const index = { schemaVersion: 2, mediaType: INDEX, manifests: [child] };
    expect(await put('v1', index, INDEX)).toMatchObject({ status: 400 });
    await pushImage();
    expect(await put('all', index, INDEX)).toMatchObject({ status: 201 });
  });

  test('is listed by its tags, in pages', async () => {
    const list = (query: string) => send('GET', `${registry.origin}/v2/o/app/tags/list${query}`);
    expect(await list('')).toMatchObject({ status: 404 });
    await pushImage();
    await put('b', BYTES);
    await put('a', BYTES);
    expect(JSON.parse((await list('')).text)).toEqual({ name: 'o/app', tags: ['a', 'b', 'v1'] });
    const page = await list('?n=2');
    expect(JSON.parse(page.text).tags).toEqual(['a', 'b']);
    expect(page.headers.link).toBe('</v2/o/app/tags/list?n=2&last=b>; rel="next"');
    expect(JSON.parse((await list('?n=2&last=b')).text).tags).toEqual(['v1']);
  });

  test('is taken away by DELETE, with its tags', async () => {
    await pushImage();
    const url = `${registry.origin}/v2/o/app/manifests/${sha256(BYTES)}`;
    expect(await send('DELETE', url)).toMatchObject({ status: 202 });
    expect(await get('v1')).toMatchObject({ status: 404 });
  });

  async function pushImage(): Promise<void> {
    await pushBlob(registry.origin, CONFIG);
    await pushBlob(registry.origin, 'layer');
    await put('v1', BYTES);
  }
});
