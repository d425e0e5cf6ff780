import { messageOf } from '../errors.ts';
import type { FinishedImages } from '../image/finished-images.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import { formatPlatform } from '../oci/platform.ts';
import { formatRepository, type Repository } from '../oci/reference.ts';
import type { PublishReport, RepositoryReport } from '../publish/publish-report.ts';
import type { ImageReport, PlatformReport, RunReport, Stage } from './run-report.ts';

export type ImageResults = Pick<RunReport, 'root' | 'platforms' | 'images' | 'pushed'>;

/**
 * What became of the images of a run that published. Undefined where no repository came so far that the image is known.
 * @param layerNames the names of the layers, in their order, for people
 */
export function publishResults(report: PublishReport, layerNames: readonly string[]): ImageResults | undefined {
  const succeeded = report.repositories.find(({ outcome }) => outcome !== 'failed');
  const best = succeeded ?? report.repositories.find(({ image }) => image !== undefined);
  if (best?.image === undefined) return undefined;
  const root: Descriptor = best.image;
  return {
    root,
    platforms: best.platforms.map((platform) => platformReport(platform, layerNames)),
    images: report.repositories.map((repository) => imageReport(repository, root)),
    pushed: report.repositories.every(({ outcome }) => outcome !== 'failed'),
  };
}

/** What a merge would have published: read from a registry, and not written. */
export function previewResults(
  { root, platforms }: Pick<ImageResults, 'root'> & Pick<RepositoryReport, 'platforms'>,
  repositories: readonly Repository[],
): ImageResults {
  const unsent = platforms.map((platform) => {
    const layers = platform.layers.map(({ uploaded: _, ...layer }) => layer);
    return { ...platformReport(platform, []), layers: layers.map((layer) => ({ name: '', ...layer })) };
  });
  const images = repositories.map((one) => ({ name: formatRepository(one), digest: root.digest, tags: [] }));
  return { root, platforms: unsent, images, pushed: false };
}

function platformReport(
  { platform, manifest, config, layers }: RepositoryReport['platforms'][number],
  layerNames: readonly string[],
): PlatformReport {
  return {
    platform: formatPlatform(platform),
    digest: manifest.digest,
    manifestSize: manifest.size,
    config: config.digest,
    configSize: config.size,
    layers: layers.map((layer, place) => ({ name: layerNames[place] ?? '', ...layer })),
  };
}

function imageReport({ repository, image, tags, outcome, error }: RepositoryReport, root: Descriptor): ImageReport {
  const name = formatRepository(repository);
  const digest = image?.digest ?? root.digest;
  return outcome === 'failed' ? { name, digest, tags, error: messageOf(error) } : { name, digest, tags };
}

/** What each part of publishing took, the longest of all repositories: they run at once. */
export function publishStages({ repositories }: PublishReport): Stage[] {
  const parts = ['survey', 'blobs', 'attachments', 'tags', 'verify'] as const;
  return parts.flatMap((name) => {
    const times = repositories.flatMap(({ timings }) => timings[name] ?? []);
    return times.length === 0 ? [] : [{ name, milliseconds: Math.max(...times) }];
  });
}

/** What a run made that did not publish. */
export function localResults(
  { root, images }: FinishedImages,
  repositories: readonly Repository[],
  layerNames: readonly string[],
): ImageResults {
  const platforms = images.map(({ platform, config, manifest, layers }) => ({
    platform: formatPlatform(platform),
    digest: manifest.descriptor.digest,
    manifestSize: manifest.descriptor.size,
    config: config.descriptor.digest,
    configSize: config.descriptor.size,
    layers: layers.map(({ descriptor: { digest, size, mediaType }, diffId }, place) => {
      return { name: layerNames[place] ?? '', digest, diffId, size, mediaType };
    }),
  }));
  const reports = repositories.map((one) => ({ name: formatRepository(one), digest: root.digest, tags: [] }));
  return { root, platforms, images: reports, pushed: false };
}
