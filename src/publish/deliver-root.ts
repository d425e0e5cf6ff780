import type { PlatformImage } from '../image/platform-image.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import type { Digest } from '../oci/digest.ts';
import type { Log } from '../ports.ts';
import type { RegistryClient } from '../registry/api.ts';
import { type DeliveredImage, type Destination, deliverImage, resendImage, rootOf } from './image-delivery.ts';
import type { ImageSet } from './image-set.ts';
import type { LayerDelivery } from './layer-delivery.ts';
import { LayerReuse } from './layer-reuse.ts';
import type { PlatformReport } from './publish-report.ts';
import type { PublishedImage } from './published-image.ts';
import { saysBlobUnknown } from './registry-failure.ts';
import { presentDigests, reuseSources } from './reuse-sources.ts';
import { settleAll } from './settle-all.ts';
import type { Survey } from './survey.ts';
import type { OwnContent } from './tag-conflict.ts';
import type { PutRoot, RootDocument } from './tag-writer.ts';

/** The manifest or index that the tags shall point at, with everything below it in the repository. */
export interface DeliveredRoot {
  readonly root: RootDocument;
  readonly platforms: readonly PlatformReport[];
  /** It is in the repository already, under some tag. */
  readonly present: boolean;
  readonly put: PutRoot;
}

export interface Delivering {
  readonly set: ImageSet;
  readonly own: () => Promise<OwnContent>;
  readonly layers: LayerDelivery;
  readonly log: Log;
}

/** Blobs first, then the manifests of an index; the root itself is stored by whoever writes the tags. */
export async function deliverRoot(client: RegistryClient, found: Survey, run: Delivering): Promise<DeliveredRoot> {
  const sources = await reuseSources(client, found, async () => (await run.own()).known, run.log);
  const to: Destination = {
    client,
    layers: run.layers,
    reuse: new LayerReuse(sources),
    present: presentDigests(sources),
  };
  const { images, indexAnnotations } = run.set;
  const delivered = await Promise.all(images.map((image) => deliverImage(image, to)));
  if (delivered.length > 1) await putChildren(images, delivered, to);
  const root = rootOf(delivered, indexAnnotations);
  return {
    root,
    platforms: delivered.map(({ report }) => report),
    present: sources.some((source) => source.root.descriptor.digest === root.descriptor.digest),
    put: (reference, { bytes, descriptor }) =>
      withBlobs(delivered.length > 1 ? [] : images, to, () =>
        client.putManifest(reference, bytes, descriptor.mediaType),
      ),
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

/** A published image that stays as it is. */
export function keptRoot(client: RegistryClient, image: PublishedImage): DeliveredRoot {
  return {
    root: image.root,
    platforms: image.platforms.map(platformReport),
    present: true,
    put: (reference, { bytes, descriptor }) => client.putManifest(reference, bytes, descriptor.mediaType),
  };
}

function platformReport({ descriptor, configDescriptor, config, layers }: PublishedImage['platforms'][number]) {
  const { os, architecture, variant, rootfs } = config;
  const platform = { os, architecture, ...(variant ? { variant } : {}) };
  return {
    platform,
    manifest: bare(descriptor),
    config: bare(configDescriptor),
    layers: layers.flatMap((layer, place) => {
      const diffId = rootfs.diff_ids[place];
      return diffId === undefined ? [] : [{ ...bare(layer), diffId, uploaded: 'reused' as const }];
    }),
  };
}

function bare({ mediaType, digest, size }: Descriptor): Descriptor {
  return { mediaType, digest, size };
}
