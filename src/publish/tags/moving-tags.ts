import { type ComparableVersion, compareReleases } from './comparable-version.ts';
import { isWithin, versionInFamily } from './release-tag.ts';
import { type MovingTag, type TagPlan, tagNames } from './tag-plan.ts';

export interface PublishedVersion {
  readonly tag: string;
  readonly version: ComparableVersion;
}

/** The stable versions of the tag's range that the repository's tags name, with and without `v`, the highest first. */
export function publishedVersions(moving: MovingTag, tags: readonly string[]): PublishedVersion[] {
  return tags
    .flatMap((tag) => stableVersion(tag, moving) ?? [])
    .filter(({ version }) => isWithin(moving, version.release))
    .sort((a, b) => compareReleases(b.version.release, a.version.release));
}

/**
 * The published versions that keep a moving tag from moving, the highest first: those that are higher than its own, or
 * all where it has none.
 */
export function higherVersions(moving: MovingTag, tags: readonly string[]): PublishedVersion[] {
  if (moving.forced) return [];
  const own = moving.version;
  const published = publishedVersions(moving, tags);
  if (own === undefined) return published;
  return published.filter(({ version }) => compareReleases(version.release, own.release) > 0);
}

/** Which of a repository's tags can have to do with the moving ones of a plan; all others need not be kept in memory. */
export function countsForMoving(plan: TagPlan): (tag: string) => boolean {
  const names = new Set(tagNames(plan));
  return (tag) => names.has(tag) || plan.moving.some((moving) => stableVersion(tag, moving) !== undefined);
}

function stableVersion(tag: string, { families, version: own }: MovingTag): PublishedVersion | undefined {
  const versions = families.flatMap((family) => versionInFamily(tag, family, own?.scheme) ?? []);
  const stable = versions.find(({ prerelease }) => !prerelease);
  return stable === undefined ? undefined : { tag, version: stable };
}
