import type { ComparableVersion } from './comparable-version.ts';

/** The versions that a tag stands for: all of them, those of one major, or those of one minor. */
export interface VersionRange {
  readonly major?: number;
  readonly minor?: number;
}

/** Tags that differ in their version only: `1.4.2-alpine` and `1-alpine` are of the family with the suffix `-alpine`. */
export interface TagFamily {
  readonly prefix: string;
  readonly suffix: string;
}

/** A tag that was asked for, before it is decided what may become of it. */
export interface TagCandidate extends TagFamily {
  /** May hold characters that no tag may have. */
  readonly name: string;
  /**
   * Where its letters come from: `written` by hand; made from a `version`; the name of a `branch` or of a `git tag`;
   * anything `other`, such as a date, a commit or the number of a pull request.
   */
  readonly source: 'written' | 'version' | 'branch' | 'git tag' | 'other';
  /** What it stands for, where that is known when it is made; otherwise it is read from the name. */
  readonly covers?: 'version' | VersionRange;
  /** Of this tag alone; else the run's version counts. */
  readonly version?: ComparableVersion;
}

export const BARE: TagFamily = { prefix: '', suffix: '' };

/** Tags that were asked for, before anything is known of the repositories. */
export interface Candidates {
  readonly candidates: readonly TagCandidate[];
  /** What was skipped, each with its reason. */
  readonly notices: readonly string[];
}
