import { tagsOf } from './outputs.ts';
import type { LayerReport, PlatformReport, RunReport } from './run-report.ts';

/** The keys of build-push-action's `metadata`, and what each platform is made of. */
export function metadataOf(report: RunReport): Record<string, unknown> {
  const images = report.images.filter(({ error }) => error === undefined);
  const digest = images[0]?.digest ?? report.root.digest;
  const names = images.flatMap((image) => {
    const tags = tagsOf(image);
    return tags.length > 0 ? tags : [image.name];
  });
  const { mediaType, size } = report.root;
  return {
    'containerimage.digest': digest,
    'containerimage.descriptor': { mediaType, digest, size },
    'image.name': names.join(','),
    platforms: report.platforms.map(platformMetadata),
  };
}

function platformMetadata({ platform, digest, config, layers }: PlatformReport): Record<string, unknown> {
  return { platform, digest, config, layers: layers.map(layerMetadata) };
}

function layerMetadata({ digest, diffId, size, mediaType, uploaded }: LayerReport): Record<string, unknown> {
  return { digest, diff_id: diffId, size, media_type: mediaType, uploaded };
}
