import { gzipSync } from 'node:zlib';
import { type FinishedImages, finishImages } from '../../src/image/finished-images.ts';
import { platformImage } from '../../src/image/platform-image.ts';
import type { Layer } from '../../src/layer/layer.ts';
import type { TarReader } from '../../src/layout/docker-archive.ts';
import { digestOf } from '../../src/oci/digest.ts';
import type { RuntimeConfig } from '../../src/oci/image-config.ts';
import { MEDIA_TYPE } from '../../src/oci/media-types.ts';
import { parsePlatform } from '../../src/oci/platform.ts';
import { buildTar } from '../../src/rootfs/build-tar.ts';
import type { Entry } from '../../src/rootfs/entry.ts';
import { bytesOf } from './tar-listing.ts';

export interface FinishedSet {
  readonly images: FinishedImages;
  readonly readTar: TarReader;
}

/** Images of real tars, each platform with its layers' entries, compressed in memory. */
export async function finishedSet(
  platforms: Readonly<Record<string, readonly (readonly Entry[])[]>>,
  runtime: RuntimeConfig = { Entrypoint: ['/app'], User: '65532:65532', WorkingDir: '/' },
): Promise<FinishedSet> {
  const tars = new Map<Layer, Buffer>();
  const images = [];
  for (const [platform, layers] of Object.entries(platforms)) {
    const made = await Promise.all(layers.map(async (entries) => bytesOf(await buildTar(entries))));
    const placed = made.map((tar, place) => {
      const layer = gzipLayer(`layer ${place}`, tar);
      tars.set(layer, tar);
      return { layer, createdBy: `COPY layer ${place}` };
    });
    const description = { platform: parsePlatform(platform), runtime, created: '1970-01-01T00:00:00Z' };
    images.push(platformImage(description, placed, {}));
  }
  return {
    images: await finishImages(images, {}),
    readTar: async function* (layer) {
      yield tars.get(layer) ?? Buffer.alloc(0);
    },
  };
}

/** A layer that is made already. */
export function gzipLayer(label: string, tar: Buffer): Layer {
  const blob = gzipSync(tar);
  const descriptor = { mediaType: MEDIA_TYPE.layerGzip, digest: digestOf(blob), size: blob.length };
  return {
    label,
    tarSize: tar.length,
    mediaType: descriptor.mediaType,
    diffId: Promise.resolve(digestOf(tar)),
    blob: {
      label,
      mediaType: descriptor.mediaType,
      sizeLimit: blob.length,
      descriptor: Promise.resolve(descriptor),
      known: () => descriptor,
      begin: () => {},
      read: async function* (offset) {
        for (let at = offset; at < blob.length; at += 1000) yield blob.subarray(at, at + 1000);
      },
    },
  };
}
