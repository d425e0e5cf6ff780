import type { Attached } from '../attest/attached.ts';
import type { Digest } from '../oci/digest.ts';
import type { TagReport } from '../publish/publish-report.ts';
import { metadataOf } from './metadata.ts';
import type { OutputName } from './output-names.ts';
import type { ImageReport, PlatformReport, RunReport } from './run-report.ts';

/** The outputs of a run. A registry that failed is in none of them. */
export function outputsOf(report: RunReport): Record<OutputName, string> {
  const images = report.images.filter(({ error }) => error === undefined);
  const first = images[0];
  const single = report.platforms.length === 1 ? report.platforms[0] : undefined;
  return {
    digest: first?.digest ?? report.root.digest,
    image: first === undefined ? '' : `${first.name}@${first.digest}`,
    images: images.map(({ name, digest }) => `${name}@${digest}`).join('\n'),
    name: first?.name ?? '',
    tags: images.flatMap(tagsOf).join('\n'),
    version: report.version,
    imageid: single?.config ?? '',
    platforms: report.platforms.map(({ platform }) => platform).join(','),
    size: String(sizeOf(report.platforms)),
    pushed: String(report.pushed),
    metadata: JSON.stringify(metadataOf(report), null, 2),
    attestations: JSON.stringify((report.proof?.attached ?? []).map(attestationOutput)),
    sbom: report.sbomFiles.join('\n'),
  };
}

function attestationOutput({ subject, platform, predicateType, digest, mediaType, logIndex }: Attached) {
  return {
    subject,
    platform,
    'predicate-type': predicateType,
    digest,
    'media-type': mediaType,
    'log-index': logIndex ?? null,
  };
}

/** Compressed bytes of all layers and configurations, what platforms share counted once. */
export function sizeOf(platforms: readonly PlatformReport[]): number {
  const blobs = new Map<Digest, number>();
  for (const { config, configSize, layers } of platforms) {
    blobs.set(config, configSize);
    for (const { digest, size } of layers) blobs.set(digest, size);
  }
  return [...blobs.values()].reduce((sum, size) => sum + size, 0);
}

const STANDING: ReadonlySet<TagReport['state']> = new Set(['written', 'moved', 'unchanged']);

/** Full references of every tag that points at the digest now because this run wanted it. */
export function tagsOf({ name, tags }: ImageReport): string[] {
  return tags.filter(({ state }) => STANDING.has(state)).map((tag) => `${name}:${tag.name}`);
}
