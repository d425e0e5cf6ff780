import { type FinishedImage, type FinishedImages, finishImage } from '../../image/finished-images.ts';
import type { PlatformImage } from '../../image/platform-image.ts';
import type { Digest } from '../../oci/digest.ts';
import type { RawConfig, RawManifest } from '../../oci/manifest.ts';
import { formatPlatform } from '../../oci/platform.ts';
import type { Log } from '../../ports.ts';
import type { BlobSource, RegistryClient } from '../../registry/api.ts';
import { RegistryError } from '../../registry/errors/registry-error.ts';
import type { DeliveredPlatform, Uploaded } from '../publish-report.ts';
import { namedDigests } from '../remote/named-digests.ts';
import { ownContent } from '../remote/own-content.ts';
import { isBehindTag } from '../remote/repository-state.ts';
import { putTo } from '../tags/tag-writer.ts';
import type { DeliveredRoot, Delivery } from './delivery.ts';
import type { ImageSet } from './image-set.ts';
import type { LayerDelivery } from './layer-delivery.ts';

interface ImageSource {
  readonly set: ImageSet;
  /** The same images, once every byte is made. */
  readonly finished: () => Promise<FinishedImages>;
  readonly layers: LayerDelivery;
  readonly log: Log;
}

/** Where the blobs go and what need not be sent. */
interface Destination {
  readonly client: RegistryClient;
  readonly layers: LayerDelivery;
  /** Blobs and manifests that images of the repository name. */
  readonly named: ReadonlySet<Digest>;
}

/** An image that was made in this run: blobs first, then the manifests of an index. */
export function imageDelivery(client: RegistryClient, { set, finished, layers, log }: ImageSource): Delivery {
  /** What is compared with what is there has to be known to its digest before anything is sent. */
  const compared = () => {
    for (const layer of set.images.flatMap((image) => image.layers)) layer.expectDiffId?.();
    return finished();
  };
  return {
    own: async () => ownContent(await compared(), set.chosenLabels),
    bring: async (found, tags) => {
      const whole = tags.some((tag) => found.behind.get(tag) !== undefined) ? await compared() : undefined;
      if (whole !== undefined && isBehindTag(whole.root.digest, found)) return presentRoot(client, whole);
      const named = await namedDigests(client, found, log);
      return deliverRoot(set, finished, { client, layers, named });
    },
  };
}

function presentRoot(client: RegistryClient, whole: FinishedImages): DeliveredRoot {
  return {
    root: rootOf(whole),
    platforms: whole.images.map((image) => reportOf(image, () => 'existed')),
    present: true,
    put: putTo(client),
  };
}

async function deliverRoot(
  { images }: ImageSet,
  finished: () => Promise<FinishedImages>,
  to: Destination,
): Promise<DeliveredRoot> {
  const [only, ...others] = images;
  const single = others.length === 0 ? only : undefined;
  // The documents are made while the last bytes are on their way.
  const [whole, ...uploaded] = await Promise.all([
    finished(),
    ...images.map((image) => (single === undefined ? deliverChild(image, to) : deliverBlobs(image, to))),
  ]);
  const put = putTo(to.client);
  return {
    root: rootOf(whole),
    platforms: whole.images.map((image, place) => reportOf(image, (layer) => uploaded[place]?.[layer] ?? 'existed')),
    present: to.named.has(whole.root.digest),
    put: single === undefined ? put : (...what) => withBlobs(single, to, () => put(...what)),
  };
}

function rootOf({ index, images: [only], root }: FinishedImages): RawManifest {
  const document = index ?? only?.manifest;
  return { bytes: document?.bytes ?? Buffer.alloc(0), descriptor: root };
}

/** The manifest of an index follows its own blobs and waits for no other platform. */
async function deliverChild(image: PlatformImage, to: Destination): Promise<readonly Uploaded[]> {
  const uploaded = await deliverBlobs(image, to);
  const { manifest } = await finishImage(image);
  const { digest } = manifest.descriptor;
  if (!to.named.has(digest)) await withBlobs(image, to, () => putTo(to.client)(digest, manifest));
  return uploaded;
}

/**
 * The client brings back what it sent itself. What a live manifest names may be gone all the same, where a registry's
 * clean-up has run; then it is sent after all.
 */
async function withBlobs(image: PlatformImage, to: Destination, put: () => Promise<Digest>): Promise<Digest> {
  try {
    return await put();
  } catch (error) {
    if (!saysBlobUnknown(error)) throw error;
    await resendImage(image, to);
    return put();
  }
}

/** A manifest was refused since a blob that it names is not (or no longer) there. */
function saysBlobUnknown(error: unknown): boolean {
  if (!(error instanceof RegistryError)) return false;
  return error.codes.includes('MANIFEST_BLOB_UNKNOWN') || error.codes.includes('BLOB_UNKNOWN');
}

/**
 * Brings the layers and the configuration of one platform into a repository, all at once; resolves with what it took for each layer.
 * The largest layer goes first: it takes the longest, so it gets the connection that is open already.
 */
async function deliverBlobs(image: PlatformImage, to: Destination): Promise<Uploaded[]> {
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
async function resendImage(image: PlatformImage, { client, layers }: Destination): Promise<void> {
  await Promise.all([...image.layers.map((layer) => layers.resend(client, layer)), pushConfig(image, client)]);
}

/** @param uploaded what it took to have the n-th layer in the repository */
function reportOf(
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
