import type { PlatformImage } from '../image/platform-image.ts';
import type { Digest } from '../oci/digest.ts';
import type { Log } from '../ports.ts';
import type { RegistryClient } from '../registry/api.ts';
import type { DeliveredRoot, Delivery } from './delivery.ts';
import { type DeliveredImage, type Destination, deliverImage, resendImage, rootOf } from './image-delivery.ts';
import type { ImageSet } from './image-set.ts';
import type { LayerDelivery } from './layer-delivery.ts';
import { LayerReuse } from './layer-reuse.ts';
import { saysBlobUnknown } from './registry-failure.ts';
import { presentDigests, reuseSources } from './reuse-sources.ts';
import { settleAll } from './settle-all.ts';
import type { OwnContent } from './tag-conflict.ts';

/** An image that was made in this run: blobs first, then the manifests of an index. */
export function imageDelivery(
  client: RegistryClient,
  { set, own, layers, log }: { set: ImageSet; own: () => Promise<OwnContent>; layers: LayerDelivery; log: Log },
): Delivery {
  return {
    own,
    settle: () => layers.settle(client),
    bring: async (found) => {
      const sources = await reuseSources(client, found, async () => (await own()).known, log);
      const present = presentDigests(sources);
      return deliverRoot(set, { client, layers, reuse: new LayerReuse(sources), present });
    },
  };
}

async function deliverRoot({ images, indexAnnotations }: ImageSet, to: Destination): Promise<DeliveredRoot> {
  const delivered = await Promise.all(images.map((image) => deliverImage(image, to)));
  const single = delivered.length === 1;
  if (!single) await putChildren(images, delivered, to);
  const root = rootOf(delivered, indexAnnotations);
  return {
    root,
    platforms: delivered.map(({ report }) => report),
    present: to.present.has(root.descriptor.digest),
    put: (reference, { bytes, descriptor }) =>
      withBlobs(single ? images : [], to, () => to.client.putManifest(reference, bytes, descriptor.mediaType)),
  };
}

async function putChildren(
  images: readonly PlatformImage[],
  delivered: readonly DeliveredImage[],
  to: Destination,
): Promise<void> {
  const missing = delivered.map(async ({ manifest: { bytes, descriptor } }, place) => {
    if (to.present.has(descriptor.digest)) return;
    const own = images.slice(place, place + 1);
    await withBlobs(own, to, () => to.client.putManifest(descriptor.digest, bytes, descriptor.mediaType));
  });
  await settleAll(missing);
}

/** Registries lose blobs between the upload and the manifest (moby/moby#36823): what is missing is sent again. */
const RESENDS = 3;

async function withBlobs(
  images: readonly PlatformImage[],
  to: Destination,
  put: () => Promise<Digest>,
): Promise<Digest> {
  for (let resends = 0; ; resends += 1) {
    try {
      return await put();
    } catch (error) {
      if (resends === RESENDS || images.length === 0 || !saysBlobUnknown(error)) throw error;
      await Promise.all(images.map((image) => resendImage(image, to)));
    }
  }
}
