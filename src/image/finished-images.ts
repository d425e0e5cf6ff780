import type { Layer } from '../layer/layer.ts';
import type { Annotations, Descriptor } from '../oci/descriptor.ts';
import type { Digest } from '../oci/digest.ts';
import { manifestDocument, type RawConfig, type RawManifest } from '../oci/manifest.ts';
import type { Platform } from '../oci/platform.ts';
import type { PlatformImage } from './platform-image.ts';
import { platformIndex } from './platform-index.ts';

export interface FinishedLayer {
  readonly layer: Layer;
  readonly descriptor: Descriptor;
  readonly diffId: Digest;
}

export interface FinishedImage {
  readonly platform: Platform;
  readonly layers: readonly FinishedLayer[];
  readonly config: RawConfig;
  readonly manifest: RawManifest;
}

/** Images with every byte made: what a push would send, without a registry. */
export interface FinishedImages {
  /** Of the index, or of the one manifest. */
  readonly root: Descriptor;
  readonly images: readonly FinishedImage[];
  /** Where there are several platforms. */
  readonly index?: RawManifest;
}

/** Waits until every layer is compressed. */
export async function finishImages(
  images: readonly PlatformImage[],
  indexAnnotations: Annotations,
): Promise<FinishedImages> {
  const finished = await Promise.all(images.map(finishImage));
  const [only] = finished;
  if (finished.length === 1 && only !== undefined) return { root: only.manifest.descriptor, images: finished };
  const manifests = finished.map(({ platform, manifest }) => ({ platform, manifest: manifest.descriptor }));
  const index = platformIndex(manifests, indexAnnotations);
  return { root: index.descriptor, images: finished, index };
}

export async function finishImage(image: PlatformImage): Promise<FinishedImage> {
  const [config, ...layers] = await Promise.all([image.config(), ...image.layers.map(finishLayer)]);
  const descriptors = layers.map(({ descriptor }) => descriptor);
  const manifest = manifestDocument(config.descriptor, descriptors, image.annotations);
  return { platform: image.platform, layers, config, manifest };
}

async function finishLayer(layer: Layer): Promise<FinishedLayer> {
  const [descriptor, diffId] = await Promise.all([layer.blob.descriptor, layer.diffId]);
  return { layer, descriptor, diffId };
}
