import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { PlatformImage } from '../../src/image/platform-image.ts';
import type { Layer } from '../../src/layer/layer.ts';
import type { Digest } from '../../src/oci/digest.ts';
import { digestOf } from '../../src/oci/digest.ts';
import type { RuntimeConfig } from '../../src/oci/image-config.ts';
import { documentOf } from '../../src/oci/manifest.ts';
import { MEDIA_TYPE } from '../../src/oci/media-types.ts';
import { parsePlatform } from '../../src/oci/platform.ts';
import type { ImageSet } from '../../src/publish/delivery/image-set.ts';

/** A layer whose content is a text. Another level makes other bytes of it. */
export function testLayer(content: string, level = 6): Layer {
  const tar = Buffer.from(content.padEnd(512, '\0'));
  const blob = gzipSync(tar, { level });
  const descriptor = { mediaType: MEDIA_TYPE.layerGzip, digest: digestOf(blob), size: blob.length };
  return {
    label: content,
    tarSize: tar.length,
    mediaType: MEDIA_TYPE.layerGzip,
    diffId: Promise.resolve(`sha256:${createHash('sha256').update(tar).digest('hex')}` as Digest),
    blob: {
      label: content,
      mediaType: MEDIA_TYPE.layerGzip,
      sizeLimit: blob.length,
      descriptor: Promise.resolve(descriptor),
      // A small layer is ready by the time somebody asks.
      known: () => descriptor,
      begin: () => {},
      async *read(offset) {
        yield blob.subarray(offset);
      },
    },
  };
}

export interface TestImage {
  readonly platform?: string;
  readonly layers?: readonly Layer[];
  readonly runtime?: RuntimeConfig;
  readonly created?: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

export function testImage(given: TestImage = {}): PlatformImage {
  const { layers = [testLayer('binary')], runtime = { Entrypoint: ['/app'] }, annotations = {} } = given;
  const { created = '1970-01-01T00:00:00Z' } = given;
  const platform = parsePlatform(given.platform ?? 'linux/amd64');
  const config = Promise.all(layers.map(({ diffId }) => diffId)).then((diff_ids) =>
    documentOf(MEDIA_TYPE.config, {
      created,
      ...platform,
      config: runtime,
      rootfs: { type: 'layers', diff_ids },
      history: [
        ...layers.map(({ label }) => ({ created, created_by: label })),
        { created, created_by: 'ENTRYPOINT', empty_layer: true },
      ],
    }),
  );
  return { platform, layers, annotations, config: () => config };
}

export function imageSet(images: readonly PlatformImage[], more: Partial<ImageSet> = {}): ImageSet {
  return { images, indexAnnotations: {}, chosenLabels: new Set(), ...more };
}
