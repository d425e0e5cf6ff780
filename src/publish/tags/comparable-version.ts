import type { SemVer } from 'semver';
import { parsePep440 } from './pep440.ts';
import { versionOfTag } from './tag-name.ts';

/** A version as far as moving tags compare it: the numbers of a release, read by the rules of its scheme. */
export interface ComparableVersion {
  readonly scheme: 'semver' | 'pep440';
  /** [1, 4, 2]; of any length with pep440. */
  readonly release: readonly number[];
  readonly prerelease: boolean;
}

export function comparableSemver({ major, minor, patch, prerelease }: SemVer, flagged = false): ComparableVersion {
  return { scheme: 'semver', release: [major, minor, patch], prerelease: flagged || prerelease.length > 0 };
}

/** The version that a tag names in full; a single number is a date or a range, and no version. */
export function comparableTag(tag: string, scheme: ComparableVersion['scheme']): ComparableVersion | undefined {
  if (scheme === 'semver') {
    const version = versionOfTag(tag);
    return version === undefined ? undefined : comparableSemver(version);
  }
  const version = parsePep440(tag);
  if (version === undefined || version.release.length < 2) return undefined;
  return { scheme, release: version.release, prerelease: !version.isPlain };
}

/** Below 0 where `a` is lower; missing numbers are 0. */
export function compareReleases(a: readonly number[], b: readonly number[]): number {
  const length = Math.max(a.length, b.length);
  const differences = Array.from({ length }, (_, place) => (a[place] ?? 0) - (b[place] ?? 0));
  return differences.find((difference) => difference !== 0) ?? 0;
}
