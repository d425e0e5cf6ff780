import type { Descriptor } from '../../oci/descriptor.ts';
import type { RegistryClient } from '../../registry/api.ts';
import type { DeliveredRoot } from '../delivery/delivery.ts';
import type { LayerReport, PlatformReport } from '../publish-report.ts';
import { platformOf } from './image-content.ts';
import type { PublishedImage, PublishedPlatform } from './published-image.ts';

/** A published image that stays as it is. */
export function keptRoot(client: RegistryClient, image: PublishedImage): DeliveredRoot {
  return {
    root: image.root,
    platforms: image.platforms.map((platform) => platformReport(platform, () => 'reused')),
    present: true,
    put: (reference, { bytes, descriptor }) => client.putManifest(reference, bytes, descriptor.mediaType),
  };
}

/** A platform of an image that was read from a registry; `uploaded` tells how each layer came to be here. */
export function platformReport(
  { descriptor, configDescriptor, config, layers }: PublishedPlatform,
  uploaded: (layer: Descriptor) => LayerReport['uploaded'],
): PlatformReport {
  return {
    platform: platformOf(config),
    manifest: bare(descriptor),
    config: bare(configDescriptor),
    layers: layers.flatMap((layer, place) => {
      const diffId = config.rootfs.diff_ids[place];
      return diffId === undefined ? [] : [{ ...bare(layer), diffId, uploaded: uploaded(layer) }];
    }),
  };
}

function bare({ mediaType, digest, size }: Descriptor): Descriptor {
  return { mediaType, digest, size };
}
