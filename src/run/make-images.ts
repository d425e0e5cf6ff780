import type { Plan, PlatformPlan } from '../image/plan.ts';
import type { LayerPlan } from '../image/plan-layers.ts';
import { type PlatformImage, platformImage } from '../image/platform-image.ts';
import type { Compressor } from '../layer/compressor.ts';
import type { Compression, Layer } from '../layer/layer.ts';
import { layTar } from '../rootfs/lay-tar.ts';

/** Begins to make every layer of the plan, each once however many platforms share it, and joins them to images. */
export async function makeImages(
  plan: Plan,
  compression: Compression,
  compressor: Compressor,
): Promise<PlatformImage[]> {
  const layers = new Map<LayerPlan, Layer>();
  for (const layer of plan.platforms.flatMap((platform) => platform.layers)) {
    if (layers.has(layer)) continue;
    // The kit's times are always 0, so that its layer has one digest from release to release.
    const mtime = layer.name === 'kit' ? 0 : plan.created.mtime;
    const tar = await layTar(layer.entries, { lower: layer.lower, mtime });
    layers.set(layer, compressor.layer({ label: layer.label, tar, compression }));
  }
  return plan.platforms.map((platform) => imageOf(platform, plan, layers));
}

function imageOf(
  { platform, runtime, layers: planned }: PlatformPlan,
  { created, annotations }: Plan,
  layers: ReadonlyMap<LayerPlan, Layer>,
): PlatformImage {
  const placed = planned.flatMap((layer) => {
    const made = layers.get(layer);
    return made === undefined ? [] : [{ layer: made, createdBy: layer.createdBy }];
  });
  return platformImage({ platform, runtime, created: created.text }, placed, annotations.manifest);
}
