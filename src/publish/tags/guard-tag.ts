import { printable } from '../../printable.ts';
import { type ComparableVersion, compareReleases } from './comparable-version.ts';
import { isWithin, rangeOfTag, versionInFamily } from './release-tag.ts';
import type { SourceRef } from './source-ref.ts';
import { BARE, type TagCandidate, type VersionRange } from './tag-candidate.ts';
import { tagName } from './tag-name.ts';
import type { MovingTag } from './tag-plan.ts';

/** What is known of the run when its tags are judged. */
export interface TagRun {
  readonly ref: SourceRef;
  readonly version: ComparableVersion | undefined;
  /** `latest: true`. */
  readonly latestForced: boolean;
  /** `overwrite: true`: release tags that were written by hand go where they were sent. */
  readonly overwrite: boolean;
}

export type GuardedTag =
  | { readonly kind: 'exact' | 'plain'; readonly name: string }
  | { readonly kind: 'moving'; readonly tag: MovingTag }
  | { readonly kind: 'skipped'; readonly reason: string; readonly notMeant: boolean };

/**
 * What may become of a tag, however it was asked for. Release tags (`latest`, `1`, `1.4`) belong to releases: they move
 * forward only and never for a pre-release; a branch or git tag of such a name does not get it, nor does a pull request.
 * @param candidate with a name that is a valid tag
 */
export function guardTag(candidate: TagCandidate, run: TagRun): GuardedTag {
  const range = rangeOf(candidate, run);
  const isVersion = namesVersion(candidate, run);
  const stranger = range === undefined && !isVersion ? undefined : strangerOf(candidate, run, isVersion);
  if (stranger !== undefined) return stranger;
  if (range !== undefined) return guardRange(candidate, range, run);
  return { kind: isVersion ? 'exact' : 'plain', name: candidate.name };
}

/** A date or a commit of digits alone is not a range of versions, unless a pull request would take a release's tag with it. */
function rangeOf(candidate: TagCandidate, { ref }: TagRun): VersionRange | undefined {
  const { name, covers, source } = candidate;
  if (covers === 'version') return undefined;
  if (covers !== undefined) return covers;
  if (source === 'other') return isUnmerged(ref) || name === 'latest' ? rangeOfTag(name, BARE) : undefined;
  return rangeOfTag(name, candidate);
}

/** `2026.11.25` of a nightly image is a date that is written again and again. */
function namesVersion(candidate: TagCandidate, { ref }: TagRun): boolean {
  if (candidate.covers !== undefined) return candidate.covers === 'version';
  if (candidate.source === 'other') return isUnmerged(ref) && versionInFamily(candidate.name, BARE) !== undefined;
  return versionInFamily(candidate.name, candidate) !== undefined;
}

function isUnmerged({ kind }: SourceRef): boolean {
  return kind === 'pull-request' || kind === 'merge-group';
}

/** Who must not have the tag of a release at all. */
function strangerOf(
  candidate: TagCandidate,
  { ref, latestForced }: TagRun,
  isVersion: boolean,
): GuardedTag | undefined {
  const shown = printable(candidate.name, 100);
  if (isUnmerged(ref)) {
    const event = ref.kind === 'pull-request' ? 'a pull request' : 'a merge queue';
    return skipped(`${shown} was skipped: ${event} never writes the tags of releases`);
  }
  if (ref.kind === 'branch' && isNameOf(candidate, ref.name)) {
    const like = isVersion ? 'looks like a version' : 'is the name of a release tag';
    const branch = printable(ref.name, 100);
    const reason =
      candidate.name === tagName(ref.name)
        ? `${shown} was skipped: the name of the branch ${branch} ${like}`
        : `${shown} was skipped: what is made of the branch ${branch} ${like}`;
    return skipped(reason, true);
  }
  if (ref.kind === 'tag' && candidate.name === 'latest' && tagName(ref.name) === 'latest' && !latestForced) {
    return skipped('latest was skipped: the name of a git tag does not make it the latest version', true);
  }
  return undefined;
}

/** `tags: ${{ github.ref_name }}` is the branch's name as well. */
function isNameOf({ name, source }: TagCandidate, branch: string): boolean {
  return source === 'branch' || (source !== 'version' && name === tagName(branch));
}

function guardRange(candidate: TagCandidate, range: VersionRange, run: TagRun): GuardedTag {
  const { name, source, prefix, suffix } = candidate;
  const isLatest = range.major === undefined;
  const forced = (isLatest && run.latestForced) || (run.overwrite && source === 'written');
  const version = versionFor(range, versionOf(candidate, run));
  if (!forced && version?.prerelease) {
    return skipped(`${printable(name, 100)} was skipped: a pre-release writes only its own tag`);
  }
  const families = [{ prefix, suffix }];
  return { kind: 'moving', tag: { name, ...range, families, ...(version === undefined ? {} : { version }), forced } };
}

/** That of the candidate; whether its number is flagged as a pre-release, only the run knows. */
function versionOf(candidate: TagCandidate, run: TagRun): ComparableVersion | undefined {
  const { version } = candidate;
  if (version === undefined || run.version === undefined) return version ?? run.version;
  const same = compareReleases(version.release, run.version.release) === 0;
  return same && run.version.prerelease ? { ...version, prerelease: true } : version;
}

/** A version outside of the range (1.5.0 for the tag 1.4) cannot move it forward. */
function versionFor(range: VersionRange, version: ComparableVersion | undefined): ComparableVersion | undefined {
  return version !== undefined && isWithin(range, version.release) ? version : undefined;
}

function skipped(reason: string, notMeant = false): GuardedTag {
  return { kind: 'skipped', reason, notMeant };
}
