import type { Digest } from '../oci/digest.ts';
import type { ImageConfig, RuntimeConfig } from '../oci/image-config.ts';
import { documentOf, type RawConfig } from '../oci/manifest.ts';
import { MEDIA_TYPE } from '../oci/media-types.ts';
import type { Platform } from '../oci/platform.ts';
import { historyOf, type LayerHistory } from './history.ts';

export interface ImageDescription {
  readonly platform: Platform;
  readonly runtime: RuntimeConfig;
  /** RFC 3339. */
  readonly created: string;
}

export interface HashedLayer extends LayerHistory {
  readonly diffId: Digest;
}

/** The config document, whose digest is the image ID: of the diff ids alone, so no layer has to be compressed for it. */
export function configDocument(
  { platform, runtime, created }: ImageDescription,
  layers: readonly HashedLayer[],
): RawConfig {
  const { architecture, os, variant } = platform;
  const config: ImageConfig = {
    created,
    architecture,
    ...(variant === undefined ? {} : { variant }),
    os,
    config: runtime,
    rootfs: { type: 'layers', diff_ids: layers.map(({ diffId }) => diffId) },
    history: historyOf(layers, runtime, created),
  };
  return documentOf(MEDIA_TYPE.config, config);
}
