import { describe, expect, test } from '@jest/globals';
import { finishImage } from '../../src/image/finished-images.ts';
import { platformImage } from '../../src/image/platform-image.ts';
import { platformIndex } from '../../src/image/platform-index.ts';
import { runtimeConfig } from '../../src/image/runtime-config.ts';
import { digestOf } from '../../src/oci/digest.ts';
import { MEDIA_TYPE } from '../../src/oci/media-types.ts';
import { parsePlatform } from '../../src/oci/platform.ts';
import { blockOf } from '../support/plan-values.ts';
import { testLayer } from '../support/test-images.ts';

const DESCRIPTION = {
  platform: parsePlatform('linux/arm/v7'),
  runtime: runtimeConfig(blockOf('cmd: [serve]'), '/app', { a: 'b' }),
  created: '2026-01-01T00:00:00Z',
};

const DESCRIPTOR = { mediaType: MEDIA_TYPE.layerGzip, digest: digestOf(Buffer.from('x')), size: 1 };

describe('the image of one platform', () => {
  test('has a config of diff ids, and nothing in it of how layers are compressed', async () => {
    const layer = testLayer('app');
    const placed = [{ layer, createdBy: 'COPY /app /app # from-scratch' }];
    const config = await platformImage(DESCRIPTION, placed, {}).config();
    expect(JSON.parse(config.bytes.toString())).toEqual({
      created: '2026-01-01T00:00:00Z',
      architecture: 'arm',
      variant: 'v7',
      os: 'linux',
      config: DESCRIPTION.runtime,
      rootfs: { type: 'layers', diff_ids: [await layer.diffId] },
      history: [
        { created: '2026-01-01T00:00:00Z', created_by: 'COPY /app /app # from-scratch' },
        { created: '2026-01-01T00:00:00Z', created_by: 'USER 65532:65532', empty_layer: true },
        { created: '2026-01-01T00:00:00Z', created_by: 'ENTRYPOINT ["/app"]', empty_layer: true },
        { created: '2026-01-01T00:00:00Z', created_by: 'CMD ["serve"]', empty_layer: true },
      ],
    });
  });

  test('has one digest for the same inputs', async () => {
    const digest = async () => {
      const placed = [{ layer: testLayer('app'), createdBy: 'COPY' }];
      return (await platformImage(DESCRIPTION, placed, {}).config()).descriptor.digest;
    };
    expect(await digest()).toBe(await digest());
  });

  test('has a manifest of its config and compressed layers, with its annotations', async () => {
    const layer = testLayer('app');
    const { config, manifest } = await finishImage(
      platformImage(DESCRIPTION, [{ layer, createdBy: 'COPY' }], { k: 'v' }),
    );
    expect(JSON.parse(manifest.bytes.toString())).toEqual({
      schemaVersion: 2,
      mediaType: MEDIA_TYPE.manifest,
      config: config.descriptor,
      layers: [await layer.blob.descriptor],
      annotations: { k: 'v' },
    });
  });

  test('fails with its layer', async () => {
    const layer = { ...testLayer('app'), diffId: Promise.reject(new Error('the file changed')) };
    await expect(platformImage(DESCRIPTION, [{ layer, createdBy: 'COPY' }], {}).config()).rejects.toThrow('changed');
  });
});

test('an index has the platforms in the order of their names', () => {
  const manifests = ['linux/arm/v7', 'linux/amd64', 'linux/386'].map((text) => ({
    platform: parsePlatform(text),
    manifest: { ...DESCRIPTOR, mediaType: MEDIA_TYPE.manifest },
  }));
  const index = platformIndex(manifests, { k: 'v' });
  expect(JSON.parse(index.bytes.toString())).toMatchObject({
    mediaType: MEDIA_TYPE.index,
    manifests: [
      { platform: { os: 'linux', architecture: '386' } },
      { platform: { os: 'linux', architecture: 'amd64' } },
      { platform: { os: 'linux', architecture: 'arm', variant: 'v7' } },
    ],
    annotations: { k: 'v' },
  });
});
