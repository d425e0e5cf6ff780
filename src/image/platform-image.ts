import type { Layer } from '../layer/layer.ts';
import type { Annotations } from '../oci/descriptor.ts';
import type { RawConfig } from '../oci/manifest.ts';
import type { Platform } from '../oci/platform.ts';
import { configDocument, type ImageDescription } from './image-config.ts';

/** A layer and the line of the history that stands for it. */
export interface PlacedLayer {
  readonly layer: Layer;
  readonly createdBy: string;
}

/** The image of one platform, whose layers may still be in the making; `finishImage` makes its manifest. */
export interface PlatformImage {
  readonly platform: Platform;
  readonly layers: readonly Layer[];
  /** Of the manifest. */
  readonly annotations: Annotations;
  /** Resolves when the diff ids of all layers are known. */
  config(): Promise<RawConfig>;
}

export function platformImage(
  description: ImageDescription,
  placed: readonly PlacedLayer[],
  annotations: Annotations,
): PlatformImage {
  let config: Promise<RawConfig> | undefined;
  return {
    platform: description.platform,
    layers: placed.map(({ layer }) => layer),
    annotations,
    config: () => {
      config ??= makeConfig(description, placed);
      return config;
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
