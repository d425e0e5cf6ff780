import { describe, expect, test } from '@jest/globals';
import { digestOf } from '../../../src/oci/digest.ts';
import { manifestDocument } from '../../../src/oci/manifest.ts';
import { MEDIA_TYPE } from '../../../src/oci/media-types.ts';
import type { RecordedRequest } from '../../../testing/strict-registry/record.ts';
import { failureOf, withRegistry } from '../support/compatibility.ts';
import { readyBlob } from '../support/memory-blob.ts';
import { makeSampleImage, pushSample } from '../support/sample-push.ts';

const IMAGE = makeSampleImage(300_000);
const isUpload = ({ method, endpoint }: RecordedRequest) => endpoint === 'upload' && /PUT|PATCH/.test(method);
const json = (status: number, code: string) => ({ status, body: JSON.stringify({ errors: [{ code }] }) });

describe('what users of other clients reported', () => {
  // https://github.com/google/go-containerregistry/issues/1820
  test('a blob that is said to be there, and is not, is sent', async () => {
    await withRegistry([], async (registry, { client }) => {
      const headers = { 'content-length': '300000' };
      registry.addFault({
        fault: { name: 'cached', when: 'at-once', act: 'answer', answer: { status: 200, body: '', headers } },
        at: ({ method, endpoint }) => method === 'HEAD' && endpoint === 'blob',
        times: 1000,
      });
      const layer = await client.pushBlob(readyBlob('a layer', Buffer.alloc(300_000, 1), MEDIA_TYPE.layerGzip));
      expect(layer.result).toBe('existed');
      const config = await client.pushBlob(readyBlob('configuration', Buffer.from('{}'), MEDIA_TYPE.config), {
        askFirst: false,
      });
      const { bytes } = manifestDocument(config.descriptor, [layer.descriptor], {});
      expect(await client.putManifest('v1', bytes, MEDIA_TYPE.manifest)).toBe(digestOf(bytes));
    });
  });

  // https://github.com/GoogleContainerTools/jib/issues/2372: servers that do not share their uploads.
  test('half of the servers know an upload: it gets through', async () => {
    await withRegistry([], async (registry, { client }) => {
      let number = 0;
      registry.addFault({
        fault: { name: 'other server', when: 'after-body', act: 'answer', answer: json(404, 'BLOB_UPLOAD_UNKNOWN') },
        at: (request) => isUpload(request) && [0, 1, 2].includes(number++ % 4),
        times: 1000,
      });
      await client.pushBlob(readyBlob('a layer', Buffer.alloc(300_000, 1), 'x'));
      await client.pushBlob(readyBlob('a layer', Buffer.alloc(300_000, 2), 'x'));
    });
  });

  // https://github.com/containers/podman/issues/16065
  test('a token server that is not found once is asked again', async () => {
    const auth = { kind: 'bearer', users: { octocat: 'correct-horse' } } as const;
    await withRegistry([{ name: 'GitLab', auth }], async (registry, { client }) => {
      registry.addFault({
        fault: { name: 'gone', when: 'at-once', act: 'answer', answer: { status: 404, body: '404 Not Found' } },
        at: ({ endpoint }) => endpoint === 'token',
      });
      await pushSample(client, IMAGE, 'ready');
      expect(registry.violations).toEqual([]);
    });
  });

  // https://github.com/docker/for-linux/issues/203: a proxy that keeps what is sent through it.
  test('the answer to a few bytes is not waited for as that to a large blob is', async () => {
    await withRegistry(
      [],
      async (registry, { client }) => {
        registry.addFault({
          fault: { name: 'kept', when: 'after-body', act: 'stall' },
          at: isUpload,
          times: 1000,
        });
        const blob = readyBlob('configuration', Buffer.from('{}'), 'application/json');
        const error = await failureOf(client.pushBlob(blob));
        expect(error.hint).toMatch(/^Nothing moved for the time that the input `timeout` allows/);
      },
      { settings: { timeout: 200, think: 600_000, retryFor: 1000 } },
    );
  });
});
