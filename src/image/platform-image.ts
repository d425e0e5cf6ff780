import { ActionError } from '../errors.ts';
import type { Layer } from '../layer/layer.ts';
import type { Annotations, Descriptor } from '../oci/descriptor.ts';
import { manifestDocument, type RawConfig, type RawManifest } from '../oci/manifest.ts';
import { formatPlatform, type Platform } from '../oci/platform.ts';
import { configDocument, type ImageDescription } from './image-config.ts';

/** A layer and the line of the history that stands for it. */
export interface PlacedLayer {
  readonly layer: Layer;
  readonly createdBy: string;
}

/** The image of one platform, whose layers may still be in the making. Fits the publisher's PublishableImage. */
export interface PlatformImage {
  readonly platform: Platform;
  readonly layers: readonly Layer[];
  /** Resolves when the diff ids of all layers are known. */
  config(): Promise<RawConfig>;
  /** Over the compressed layers, in the order of `layers`; only after `config()` has resolved. */
  manifest(layers: readonly Descriptor[]): RawManifest;
}

export function platformImage(
  description: ImageDescription,
  placed: readonly PlacedLayer[],
  annotations: Annotations,
): PlatformImage {
  const layers = placed.map(({ layer }) => layer);
  let pending: Promise<RawConfig> | undefined;
  let ready: RawConfig | undefined;
  return {
    platform: description.platform,
    layers,
    config: () => {
      pending ??= makeConfig(description, placed).then((document) => {
        ready = document;
        return document;
      });
      return pending;
    },
    manifest: (descriptors) => {
      if (ready === undefined || descriptors.length !== layers.length) {
        const platform = formatPlatform(description.platform);
        throw new ActionError('internal', `The manifest for ${platform} was asked for before its config was made`);
      }
      return manifestDocument(ready.descriptor, descriptors, annotations);
    },
  };
}

async function makeConfig(description: ImageDescription, placed: readonly PlacedLayer[]): Promise<RawConfig> {
  const diffIds = await Promise.all(placed.map(({ layer }) => layer.diffId));
  const hashed = placed.flatMap(({ createdBy }, index) => {
    const diffId = diffIds[index];
    return diffId === undefined ? [] : [{ createdBy, diffId }];
  });
  return configDocument(description, hashed);
}
