import type { FinishedImage } from '../../image/finished-images.ts';
import type { PlatformImage } from '../../image/platform-image.ts';
import type { Digest } from '../../oci/digest.ts';
import type { RawConfig } from '../../oci/manifest.ts';
import { formatPlatform } from '../../oci/platform.ts';
import type { BlobSource, RegistryClient } from '../../registry/api.ts';
import type { DeliveredPlatform, Uploaded } from '../publish-report.ts';
import type { LayerDelivery } from './layer-delivery.ts';

/** Where the blobs go and what need not be sent. */
export interface Destination {
  readonly client: RegistryClient;
  readonly layers: LayerDelivery;
  /** Blobs and manifests that images of the repository name. */
  readonly named: ReadonlySet<Digest>;
}

/**
 * Brings the layers and the configuration of one platform into a repository, all at once; resolves with what it took for each layer.
 * The largest layer goes first: it takes the longest, so it gets the connection that is open already.
 */
export async function deliverBlobs(image: PlatformImage, to: Destination): Promise<Uploaded[]> {
  const bySize = image.layers.toSorted((a, b) => b.blob.sizeLimit - a.blob.sizeLimit);
  const deliveries = new Map(bySize.map((layer) => [layer, to.layers.deliver(to.client, layer, to.named)]));
  const [layers] = await Promise.all([
    Promise.all(image.layers.map((layer) => deliveries.get(layer) ?? to.layers.deliver(to.client, layer, to.named))),
    deliverConfig(image, to),
  ]);
  return layers;
}

async function deliverConfig(image: PlatformImage, { client, named }: Destination): Promise<void> {
  const { descriptor } = await image.config();
  if (!named.has(descriptor.digest)) await pushConfig(image, client);
}

/** Nearly always new where a layer is, and hardly larger than a question for it. */
async function pushConfig(image: PlatformImage, client: RegistryClient): Promise<void> {
  const blob = documentBlob(`configuration for ${formatPlatform(image.platform)}`, await image.config());
  await client.pushBlob(blob, { askFirst: false });
}

/** After a registry said that a blob is missing: sends the configuration again, and every layer that is not there. */
export async function resendImage(image: PlatformImage, { client, layers }: Destination): Promise<void> {
  await Promise.all([...image.layers.map((layer) => layers.resend(client, layer)), pushConfig(image, client)]);
}

/** @param uploaded what it took to have the n-th layer in the repository */
export function reportOf(
  { platform, manifest, config, layers }: FinishedImage,
  uploaded: (place: number) => Uploaded,
): DeliveredPlatform {
  return {
    platform,
    manifest: manifest.descriptor,
    config: config.descriptor,
    layers: layers.map(({ descriptor, diffId }, place) => ({ ...descriptor, diffId, uploaded: uploaded(place) })),
  };
}

/** Bytes that are at hand (an image configuration) as a blob to send. */
export function documentBlob(label: string, { bytes, descriptor }: RawConfig): BlobSource {
  return {
    label,
    sizeLimit: bytes.length,
    descriptor: Promise.resolve(descriptor),
    known: () => descriptor,
    async *read(offset) {
      if (offset < bytes.length) yield bytes.subarray(offset);
    },
  };
}
