import type { ReleaseVersion } from './version.ts';

/** A tag that stands for the highest stable version of a range, and so never goes back. */
export interface MovingTag {
  readonly name: string;
  /** The range: all versions, those of one major, or those of one minor. */
  readonly major?: number;
  readonly minor?: number;
  /** What stands around the version in this family of tags: `{{major}}-alpine` has the suffix `-alpine`. */
  readonly prefix: string;
  readonly suffix: string;
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
}

export function isEmptyPlan({ digestOnly, exact, plain, moving }: TagPlan): boolean {
  return !digestOnly && exact.length + plain.length + moving.length === 0;
}

/** All tags of a plan in the order in which people read them: exact ones first, moving ones last. */
export function tagNames({ exact, plain, moving }: TagPlan): string[] {
  return [...exact, ...plain, ...moving.map(({ name }) => name)];
}
