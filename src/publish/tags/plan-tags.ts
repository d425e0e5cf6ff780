import { printable } from '../../printable.ts';
import type { SourceContext } from '../../source-context.ts';
import { type ComparableVersion, comparableSemver, compareReleases } from './comparable-version.ts';
import { eventFacts } from './event-facts.ts';
import { type GuardedTag, guardTag, type TagRun } from './guard-tag.ts';
import { latestOf } from './metadata/metadata-tags.ts';
import { familyOf, sameFamily, versionInFamily } from './release-tag.ts';
import { sourceRef } from './source-ref.ts';
import type { TagCandidate, TagFamily } from './tag-candidate.ts';
import { tagName } from './tag-name.ts';
import { isEmptyPlan, type MovingTag, type TagPlan } from './tag-plan.ts';
import type { TagSettings } from './tag-settings.ts';

/** Judges every tag that was asked for, each name once, and says what was skipped or changed. */
export function planTags(
  asked: readonly TagCandidate[],
  said: readonly string[],
  settings: TagSettings,
  context: SourceContext,
): TagPlan {
  const notices = new Set(said);
  const candidates = withLatest(asked, settings, context).flatMap((one) => withValidName(one, notices) ?? []);
  const run = tagRun(candidates, settings, context);
  const judged = candidates.map((candidate) => ({ candidate, guarded: guardTag(candidate, run) }));
  for (const { guarded } of judged) if (guarded.kind === 'skipped') notices.add(guarded.reason);
  const { version } = settings;
  const plan = { ...(version && { version }), digestOnly: false, ...namesByKind(judged), notices: [...notices] };
  const notMeant = judged.find(({ guarded }) => guarded.kind === 'skipped' && guarded.notMeant)?.guarded;
  return isEmptyPlan(plan) && notMeant?.kind === 'skipped' ? { ...plan, notMeant: notMeant.reason } : plan;
}

interface Judged {
  readonly candidate: TagCandidate;
  readonly guarded: GuardedTag;
}

/** A name that is asked for as a moving tag is none of the others, and an exact one is not plain. */
function namesByKind(judged: readonly Judged[]): Pick<TagPlan, 'exact' | 'plain' | 'moving'> {
  const guarded = judged.map((one) => one.guarded);
  const families = judged.filter((one) => one.guarded.kind === 'exact').map(({ candidate }) => candidate);
  const moving = movingTags(guarded).map((tag) => inFamilies(tag, families));
  const isMoving = (name: string) => moving.some((tag) => tag.name === name);
  const exact = namesOf('exact', guarded).filter((name) => !isMoving(name));
  const plain = namesOf('plain', guarded).filter((name) => !isMoving(name) && !exact.includes(name));
  return { exact, plain, moving };
}

function namesOf(kind: 'exact' | 'plain', guarded: readonly GuardedTag[]): string[] {
  return [...new Set(guarded.flatMap((one) => (one.kind === kind ? [one.name] : [])))];
}

function movingTags(guarded: readonly GuardedTag[]): MovingTag[] {
  const tags = new Map<string, MovingTag>();
  for (const one of guarded) {
    if (one.kind === 'moving') tags.set(one.tag.name, stronger(one.tag, tags.get(one.tag.name)));
  }
  return [...tags.values()];
}

/** `latest: true` adds it even where it goes back, but what is not merged or is gone is not the latest of anything. */
function withLatest(
  candidates: readonly TagCandidate[],
  { latest, flavor, now }: TagSettings,
  context: SourceContext,
): readonly TagCandidate[] {
  const { kind } = sourceRef(context);
  const never = kind === 'pull-request' || kind === 'merge-group' || context.deleted === true;
  const known = latestOf(flavor, eventFacts(context, now));
  if (latest === false || (latest === 'auto' && flavor.latest === false)) {
    return candidates.filter(({ name, source }) => name !== known.name || source === 'written');
  }
  const wanted = latest === true || (flavor.latest === true && candidates.length > 0);
  return wanted && !never ? [...candidates, known] : candidates;
}

function withValidName(candidate: TagCandidate, notices: Set<string>): TagCandidate | undefined {
  const name = tagName(candidate.name);
  const shown = printable(candidate.name, 200);
  if (name === undefined) {
    notices.add(`"${shown}" was skipped: none of it is allowed in a tag`);
    return undefined;
  }
  if (candidate.source !== 'branch' && candidate.source !== 'git tag' && /^[.-]/.test(candidate.name)) {
    notices.add(`"${shown}" was skipped: it begins with "${shown.slice(0, 1)}". Is the expression before it empty?`);
    return undefined;
  }
  if (name !== candidate.name) notices.add(`"${shown}" is not a valid tag and is written as ${name}`);
  return { ...candidate, name, ...familyOf(name, candidate) };
}

/** Where the run has no version of its own, the highest one that its tags name counts. */
function tagRun(
  candidates: readonly TagCandidate[],
  { version, latest, overwrite }: TagSettings,
  context: SourceContext,
): TagRun {
  const own = version === undefined ? highestNamed(candidates) : comparableSemver(version.semver, version.prerelease);
  return { ref: sourceRef(context), version: own, latestForced: latest === true, overwrite };
}

function highestNamed(candidates: readonly TagCandidate[]): ComparableVersion | undefined {
  const named = candidates.filter(({ source }) => source === 'written' || source === 'version' || source === 'git tag');
  return named
    .flatMap((candidate) => candidate.version ?? versionInFamily(candidate.name, candidate) ?? [])
    .sort((a, b) => Number(a.prerelease) - Number(b.prerelease) || compareReleases(b.release, a.release))[0];
}

/** Asked for twice, a tag is forced if one of them was, and a version is better than none. */
function stronger(tag: MovingTag, other: MovingTag | undefined): MovingTag {
  if (other === undefined) return tag;
  const version = other.version ?? tag.version;
  return { ...other, ...(version === undefined ? {} : { version }), forced: tag.forced || other.forced };
}

/**
 * Versions are compared within a family. Where a run writes none into the family of a moving tag (`latest` beside
 * `1.4.2-alpine`), those that it does write count.
 */
function inFamilies(tag: MovingTag, exact: readonly TagFamily[]): MovingTag {
  const own = tag.families.some((family) => exact.some((other) => sameFamily(family, other)));
  if (own || exact.length === 0) return tag;
  const others = exact.map(({ prefix, suffix }) => ({ prefix, suffix }));
  return { ...tag, families: [...tag.families, ...others] };
}
