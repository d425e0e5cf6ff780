import type { ComparableVersion } from './comparable-version.ts';
import type { TagFamily, VersionRange } from './tag-candidate.ts';
import type { ReleaseVersion } from './version.ts';

/** A tag that stands for the highest stable version of a range, and so never goes back. */
export interface MovingTag extends VersionRange {
  readonly name: string;
  /** Families of tags among which the highest version is looked for. */
  readonly families: readonly TagFamily[];
  /** The version that moves it. Without one it moves only where no version of its range is published. */
  readonly version?: ComparableVersion;
  /** `latest: true`: it moves, wherever it stands. */
  readonly forced: boolean;
}

/** What one repository shall get, before its registry is asked. */
export interface TagPlan {
  readonly version?: ReleaseVersion;
  /** `tags: none`: the image is pushed by digest alone. */
  readonly digestOnly: boolean;
  /** Tags that name a version in full: they never get other content. */
  readonly exact: readonly string[];
  /** Tags that are written as they are. */
  readonly plain: readonly string[];
  readonly moving: readonly MovingTag[];
  /** What was skipped or changed, and why, for the log. */
  readonly notices: readonly string[];
  /** There is no tag, and rightly so: this is a release of another program, or a branch with the name of a release tag. */
  readonly notMeant?: string;
}

export function isEmptyPlan({ digestOnly, exact, plain, moving }: TagPlan): boolean {
  return !digestOnly && exact.length + plain.length + moving.length === 0;
}

/** The tags that name this image, and not the highest version of a range. */
export function namedTags({ exact, plain }: TagPlan): string[] {
  return [...exact, ...plain];
}

/** All tags of a plan in the order in which people read them: exact ones first, moving ones last. */
export function tagNames(plan: TagPlan): string[] {
  return [...namedTags(plan), ...plan.moving.map(({ name }) => name)];
}
