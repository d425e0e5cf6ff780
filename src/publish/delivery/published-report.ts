import type { Descriptor } from '../../oci/descriptor.ts';
import type { Digest } from '../../oci/digest.ts';
import type { RegistryClient } from '../../registry/api.ts';
import type { DeliveredLayer, DeliveredPlatform, Uploaded } from '../publish-report.ts';
import { platformOf } from '../remote/image-content.ts';
import type { PublishedImage, PublishedPlatform } from '../remote/published-image.ts';
import { putTo } from '../tags/tag-writer.ts';
import type { DeliveredRoot } from './delivery.ts';

/** A published image that stays as it is. */
export function keptRoot(client: RegistryClient, image: PublishedImage): DeliveredRoot {
  return {
    root: image.root,
    platforms: image.platforms.map(keptPlatform),
    present: true,
    put: putTo(client),
  };
}

/** It was compared with what this run made, so its configuration is right about the layers. */
function keptPlatform(platform: PublishedPlatform): DeliveredPlatform {
  const report = platformReport(platform, () => 'existed');
  const diffIds = platform.config.rootfs.diff_ids;
  return { ...report, layers: report.layers.map((layer, place) => ({ ...layer, ...given(diffIds[place]) })) };
}

function given(diffId: Digest | undefined): Pick<DeliveredLayer, 'diffId'> {
  return diffId === undefined ? {} : { diffId };
}

/**
 * A platform of an image that was read from a registry; `uploaded` says how each layer came to be here. Without diff
 * ids: nobody has looked into the layers.
 */
export function platformReport(
  { descriptor, configDescriptor, config, layers }: PublishedPlatform,
  uploaded: (layer: Descriptor) => Uploaded,
): DeliveredPlatform {
  return {
    platform: platformOf(config),
    manifest: bare(descriptor),
    config: bare(configDescriptor),
    layers: layers.map((layer) => ({ ...bare(layer), uploaded: uploaded(layer) })),
  };
}

function bare({ mediaType, digest, size }: Descriptor): Descriptor {
  return { mediaType, digest, size };
}
