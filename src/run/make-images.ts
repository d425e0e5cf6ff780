import type { FileSource } from '../files/file-source.ts';
import type { Plan, PlatformPlan } from '../image/plan.ts';
import type { LayerPlan } from '../image/plan-layers.ts';
import { type PlatformImage, platformImage } from '../image/platform-image.ts';
import type { Compressor } from '../layer/compressor.ts';
import type { Compression, Layer } from '../layer/layer.ts';
import type { Digest } from '../oci/digest.ts';
import { buildTar } from '../rootfs/build-tar.ts';
import { contentSize } from '../rootfs/entry.ts';
import { readTar } from '../rootfs/read-tar.ts';
import type { TarImage } from '../rootfs/tar-image.ts';

export type FileDigest = (source: FileSource) => Promise<Digest>;

/** The images of a run while their layers are being made. */
export interface ImagesInTheMaking {
  readonly images: readonly PlatformImage[];
  /** The uncompressed bytes of a layer. */
  readonly readTar: (layer: Layer) => AsyncIterable<Uint8Array>;
  /** Of a file that is in a layer. */
  readonly fileDigest: FileDigest;
}

/** Begins to make every layer of the plan, each once however many platforms share it, and joins them to images. */
export async function makeImages(
  plan: Plan,
  compression: Compression,
  compressor: Compressor,
): Promise<ImagesInTheMaking> {
  const layers = new Map<LayerPlan, Layer>();
  const tars = new Map<Layer, TarImage>();
  const planned = [...new Set(plan.platforms.flatMap((platform) => platform.layers))];
  const ranked = planned.map((layerPlan, rank) => ({ layerPlan, rank }));
  // The large ones first: other threads work on a binary while this one writes the many headers of a kit.
  for (const { layerPlan, rank } of ranked.toSorted(
    (a, b) => contentSize(b.layerPlan.entries) - contentSize(a.layerPlan.entries),
  )) {
    const tar = await tarOf(layerPlan, plan);
    const { label, name } = layerPlan;
    // The kit is in every image: it is made in each run, and pulled once.
    const layer = compressor.layer({ label, tar, compression, rank, thorough: name !== 'kit' });
    layers.set(layerPlan, layer);
    tars.set(layer, tar);
  }
  return {
    images: plan.platforms.map((platform) => imageOf(platform, plan, layers)),
    fileDigest: (source) => compressor.fileDigest(source),
    readTar: (layer) => readTar(tars.get(layer) ?? { size: 0, segments: [], assertUnchanged: async () => {} }),
  };
}

/** The kit's times are always 0, so that its layer has one digest from release to release. */
function tarOf({ name, entries, lower }: LayerPlan, { created }: Plan): Promise<TarImage> {
  return buildTar(entries, { lower, mtime: name === 'kit' ? 0 : created.mtime });
}

function imageOf(
  { platform, runtime, annotations, layers: planned }: PlatformPlan,
  { created }: Plan,
  layers: ReadonlyMap<LayerPlan, Layer>,
): PlatformImage {
  const placed = planned.flatMap((layer) => {
    const made = layers.get(layer);
    return made === undefined ? [] : [{ layer: made, createdBy: layer.createdBy }];
  });
  return platformImage({ platform, runtime, created: created.text }, placed, annotations);
}
