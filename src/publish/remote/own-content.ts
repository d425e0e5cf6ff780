import type { FinishedImage, FinishedImages } from '../../image/finished-images.ts';
import type { Descriptor } from '../../oci/descriptor.ts';
import type { Digest } from '../../oci/digest.ts';
import type { ImageConfig } from '../../oci/image-config.ts';
import { readConfig } from './read-manifest.ts';

/** The image that a run is about to publish, as far as it is compared with what is published. */
export interface OwnContent {
  readonly root: Descriptor;
  readonly platforms: readonly OwnPlatform[];
  /** Labels that the user set himself. */
  readonly chosenLabels: ReadonlySet<string>;
}

export interface OwnPlatform {
  readonly manifest: Digest;
  readonly config: ImageConfig;
  readonly layers: readonly OwnLayer[];
}

export interface OwnLayer {
  readonly descriptor: Descriptor;
  /** The tar in it, seen by this run: made here, or read back. Size in bytes. */
  tar(): Promise<{ readonly diffId: Digest; readonly size: number }>;
}

export function ownContent({ root, images }: FinishedImages, chosenLabels: ReadonlySet<string>): OwnContent {
  return { root, platforms: images.flatMap(ownPlatform), chosenLabels };
}

function ownPlatform({ config: document, manifest, layers }: FinishedImage): OwnPlatform[] {
  const config = readConfig(document.bytes);
  if (config === undefined) return [];
  return [
    {
      manifest: manifest.descriptor.digest,
      config,
      layers: layers.map(({ layer, descriptor, diffId }) => ({
        descriptor,
        tar: async () => ({ diffId, size: layer.tarSize }),
      })),
    },
  ];
}
