import type { SemVer } from 'semver';
import gt from 'semver/functions/gt.js';
import { versionOfTag } from './tag-name.ts';
import { type MovingTag, type TagPlan, tagNames } from './tag-plan.ts';

export interface PublishedVersion {
  readonly tag: string;
  readonly version: SemVer;
}

/** The highest stable version in the tag's range that the repository's tags name, with and without `v`. */
export function highestPublished(moving: MovingTag, tags: readonly string[]): PublishedVersion | undefined {
  const versions = tags
    .flatMap((tag) => stableVersion(tag, moving) ?? [])
    .filter(({ version }) => within(moving, version));
  return versions.reduce<PublishedVersion | undefined>(
    (highest, one) => (highest === undefined || gt(one.version, highest.version) ? one : highest),
    undefined,
  );
}

/** Which of a repository's tags can have to do with the moving ones of a plan; all others need not be kept in memory. */
export function countsForMoving(plan: TagPlan): (tag: string) => boolean {
  const names = new Set(tagNames(plan));
  return (tag) => names.has(tag) || plan.moving.some((moving) => stableVersion(tag, moving) !== undefined);
}

/** The published version that keeps a moving tag from moving to `version`; undefined where it may move. */
export function higherVersion(
  moving: MovingTag,
  version: SemVer | undefined,
  tags: readonly string[],
): PublishedVersion | undefined {
  if (moving.forced || version === undefined) return undefined;
  const highest = highestPublished(moving, tags);
  return highest !== undefined && gt(highest.version, version) ? highest : undefined;
}

/** `1.2.3-alpine` is a stable version of the family `{{major}}-alpine`, and a pre-release for all others. */
function stableVersion(tag: string, { prefix, suffix }: MovingTag): PublishedVersion | undefined {
  const inner =
    tag.length > prefix.length + suffix.length && tag.startsWith(prefix) && tag.endsWith(suffix)
      ? tag.slice(prefix.length, tag.length - suffix.length)
      : tag;
  const version = versionOfTag(inner) ?? versionOfTag(tag);
  return version === undefined || version.prerelease.length > 0 ? undefined : { tag, version };
}

function within({ major, minor }: MovingTag, version: SemVer): boolean {
  return (major === undefined || version.major === major) && (minor === undefined || version.minor === minor);
}
