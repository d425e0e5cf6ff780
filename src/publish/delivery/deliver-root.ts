import { type FinishedImages, finishImage } from '../../image/finished-images.ts';
import type { PlatformImage } from '../../image/platform-image.ts';
import type { Digest } from '../../oci/digest.ts';
import type { RawManifest } from '../../oci/manifest.ts';
import type { Log } from '../../ports.ts';
import type { RegistryClient } from '../../registry/api.ts';
import { RegistryError } from '../../registry/errors/registry-error.ts';
import type { Uploaded } from '../publish-report.ts';
import { namedDigests } from '../remote/named-digests.ts';
import { ownContent } from '../remote/own-content.ts';
import type { RepositoryState } from '../remote/repository-state.ts';
import { putTo } from '../tags/tag-writer.ts';
import type { DeliveredRoot, Delivery } from './delivery.ts';
import { type Destination, deliverBlobs, reportOf, resendImage } from './image-delivery.ts';
import type { ImageSet } from './image-set.ts';
import type { LayerDelivery } from './layer-delivery.ts';

interface ImageSource {
  readonly set: ImageSet;
  /** The same images, once every byte is made. */
  readonly finished: () => Promise<FinishedImages>;
  readonly layers: LayerDelivery;
  readonly log: Log;
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
      if (whole !== undefined && isBehind(whole, found)) return presentRoot(client, whole);
      const named = await namedDigests(client, found, log);
      return deliverRoot(set, finished, { client, layers, named });
    },
  };
}

/** A manifest with the digest that this run computed names the bytes that this run made, and registries keep what a manifest names. */
function isBehind({ root }: FinishedImages, { behind }: RepositoryState): boolean {
  return [...behind.values()].some((manifest) => manifest?.descriptor.digest === root.digest);
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
