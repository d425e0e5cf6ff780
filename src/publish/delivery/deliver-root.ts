import type { PlatformImage } from '../../image/platform-image.ts';
import type { Digest } from '../../oci/digest.ts';
import type { Log } from '../../ports.ts';
import type { RegistryClient } from '../../registry/api.ts';
import { LayerReuse } from '../held/layer-reuse.ts';
import { saysBlobUnknown } from '../held/registry-failure.ts';
import { presentDigests, reuseSources } from '../held/reuse-sources.ts';
import type { ImageSet } from '../image-set.ts';
import type { OwnContent } from '../tags/tag-conflict.ts';
import type { RootDocument } from '../tags/tag-writer.ts';
import type { DeliveredRoot, Delivery } from './delivery.ts';
import { type DeliveredImage, type Destination, deliverImage, resendImage, rootOf } from './image-delivery.ts';
import type { LayerDelivery } from './layer-delivery.ts';

/** An image that was made in this run: blobs first, then the manifests of an index. */
export function imageDelivery(
  client: RegistryClient,
  { set, own, layers, log }: { set: ImageSet; own: () => Promise<OwnContent>; layers: LayerDelivery; log: Log },
): Delivery {
  return {
    own,
    settle: () => layers.settle(client),
    begin: () => layers.begin(),
    expectUnchanged: () => layers.holdBack(own()),
    bring: async (found) => {
      const sources = await reuseSources(client, found, async () => (await own()).known, log);
      const present = presentDigests(sources);
      return deliverRoot(set, { client, layers, reuse: new LayerReuse(sources), present });
    },
  };
}

async function deliverRoot({ images, indexAnnotations }: ImageSet, to: Destination): Promise<DeliveredRoot> {
  const [only, ...others] = images;
  const single = others.length === 0 ? only : undefined;
  const delivered = await Promise.all(
    images.map((image) => (single === undefined ? deliverChild(image, to) : deliverImage(image, to))),
  );
  const root = rootOf(delivered, indexAnnotations);
  const put = (reference: string, { bytes, descriptor }: RootDocument) =>
    to.client.putManifest(reference, bytes, descriptor.mediaType);
  return {
    root,
    platforms: delivered.map(({ report }) => report),
    present: to.present.has(root.descriptor.digest),
    put: single === undefined ? put : (...what) => withBlobs(single, to, () => put(...what)),
  };
}

/** The manifest of an index follows its own blobs and waits for no other platform. */
async function deliverChild(image: PlatformImage, to: Destination): Promise<DeliveredImage> {
  const delivered = await deliverImage(image, to);
  const { bytes, descriptor } = delivered.manifest;
  if (to.present.has(descriptor.digest)) return delivered;
  await withBlobs(image, to, () => to.client.putManifest(descriptor.digest, bytes, descriptor.mediaType));
  return delivered;
}

/**
 * The client brings back what it sent itself. What was taken over from a live manifest without asking may be gone all
 * the same, where a registry's clean-up has run; then it is made and sent after all.
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
