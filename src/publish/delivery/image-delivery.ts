import type { PlatformImage } from '../../image/platform-image.ts';
import { platformIndex } from '../../image/platform-index.ts';
import type { Annotations, Descriptor } from '../../oci/descriptor.ts';
import type { Digest } from '../../oci/digest.ts';
import type { Document } from '../../oci/manifest.ts';
import { formatPlatform } from '../../oci/platform.ts';
import type { BlobOutcome, RegistryClient } from '../../registry/api.ts';
import type { LayerReuse } from '../held/layer-reuse.ts';
import type { PlatformReport } from '../publish-report.ts';
import { documentBlob } from './document-blob.ts';
import type { DeliveredLayer, LayerDelivery } from './layer-delivery.ts';

export interface DeliveredImage {
  readonly manifest: Document;
  readonly report: PlatformReport;
}

/** Where the blobs go and what need not be sent. */
export interface Destination {
  readonly client: RegistryClient;
  readonly layers: LayerDelivery;
  readonly reuse: LayerReuse;
  /** Configurations and manifests that live images of the repository name. */
  readonly present: ReadonlySet<Digest>;
}

/** Brings the layers and the configuration of one platform into a repository, all at once, and makes its manifest. */
export async function deliverImage(image: PlatformImage, to: Destination): Promise<DeliveredImage> {
  const [layers, config] = await Promise.all([
    Promise.all(image.layers.map((layer) => to.layers.deliver(to.client, layer, to.reuse))),
    deliverConfig(image, to),
  ]);
  const manifest = image.manifest(layers.map(({ descriptor }) => descriptor));
  return { manifest, report: await reportOf(image, manifest, config, layers) };
}

async function deliverConfig(image: PlatformImage, { client, present }: Destination): Promise<Descriptor> {
  const config = await image.config();
  if (!present.has(config.descriptor.digest)) await pushConfig(image, config, client);
  return config.descriptor;
}

/** Nearly always new where a layer is, and hardly larger than a question for it. */
function pushConfig({ platform }: PlatformImage, config: Document, client: RegistryClient): Promise<BlobOutcome> {
  const blob = documentBlob(`configuration for ${formatPlatform(platform)}`, config);
  return client.pushBlob(blob, { askFirst: false });
}

/** After a registry said that a blob is missing: sends the configuration again, and every layer that is not there. */
export async function resendImage(image: PlatformImage, { client, layers }: Destination): Promise<void> {
  const config = await image.config();
  await Promise.all([...image.layers.map((layer) => layers.resend(client, layer)), pushConfig(image, config, client)]);
}

/** A plain manifest for one platform, an index for several. */
export function rootOf(delivered: readonly DeliveredImage[], indexAnnotations: Annotations): Document {
  const [only, ...others] = delivered;
  if (only !== undefined && others.length === 0) return only.manifest;
  return platformIndex(
    delivered.map(({ report }) => report),
    indexAnnotations,
  );
}

async function reportOf(
  image: PlatformImage,
  { descriptor }: Document,
  config: Descriptor,
  layers: readonly DeliveredLayer[],
): Promise<PlatformReport> {
  const diffIds = await Promise.all(image.layers.map(({ diffId }) => diffId));
  return {
    platform: image.platform,
    manifest: descriptor,
    config,
    layers: layers.flatMap(({ descriptor: { digest, size, mediaType }, uploaded }, place) => {
      const diffId = diffIds[place];
      return diffId === undefined ? [] : [{ digest, diffId, size, mediaType, uploaded }];
    }),
  };
}
