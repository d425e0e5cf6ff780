import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { Digest } from '../../../src/oci/digest.ts';
import { digestOf } from '../../../src/oci/digest.ts';
import { manifestDocument } from '../../../src/oci/manifest.ts';
import { MEDIA_TYPE } from '../../../src/oci/media-types.ts';
import type { BlobOutcome, BlobSource, RegistryClient } from '../../../src/registry/api.ts';
import { sampleTar } from '../../oracle/sample-tar.ts';
import { growingBlob, readyBlob } from './memory-blob.ts';

/** The blobs of an image with one large layer that does not compress, and a small config. */
export interface SampleImage {
  readonly layer: Buffer;
  readonly config: Buffer;
}

export function makeSampleImage(size: number): SampleImage {
  const tar = sampleTar([{ name: 'app', mode: '755', content: randomBytes(size / 2).toString('hex') }]);
  const config = {
    architecture: 'amd64',
    os: 'linux',
    config: { Entrypoint: ['/app'] },
    rootfs: { type: 'layers', diff_ids: [digestOf(tar)] },
    history: [{ created_by: 'sample' }],
  };
  return { layer: gzipSync(tar, { level: 0 }), config: Buffer.from(JSON.stringify(config)) };
}

/** Pushes the blobs at once, then the manifest straight to its tag, as a publication does. */
export async function pushSample(
  client: RegistryClient,
  { layer, config }: SampleImage,
  how: 'ready' | 'growing',
  tag = 'v1',
): Promise<Digest> {
  const make = how === 'ready' ? readyBlob : growingBlob;
  const blobs: BlobSource[] = [
    make('the layer', layer, MEDIA_TYPE.layerGzip),
    readyBlob('the config', config, MEDIA_TYPE.config),
  ];
  // A push that fails must not leave the other one running into the next test.
  const settled = await Promise.allSettled(blobs.map((blob) => client.pushBlob(blob)));
  const outcomes = settled.map((result): BlobOutcome => {
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  });
  const [layerOutcome, configOutcome] = outcomes as [BlobOutcome, BlobOutcome];
  const manifest = manifestDocument(configOutcome.descriptor, [layerOutcome.descriptor], {});
  return client.putManifest(tag, manifest.bytes, MEDIA_TYPE.manifest);
}
