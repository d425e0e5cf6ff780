import parse from 'semver/functions/parse.js';
import { printable } from '../../../printable.ts';
import { type ComparableVersion, comparableSemver, comparableTag } from '../comparable-version.ts';
import type { EventFacts } from '../event-facts.ts';
import { globalValue } from '../global-expressions.ts';
import { parsePep440 } from '../pep440.ts';
import type { TagCandidate } from '../tag-candidate.ts';
import { expressionsOf, renderTemplate, type Template } from '../template.ts';
import { coveredBy, surroundings } from '../version-pattern.ts';
import type { TagLine } from './tag-line.ts';

/** What a line stands for on an event, before prefix and suffix are put around it. */
export interface LineValue extends Pick<TagCandidate, 'source' | 'covers' | 'version'> {
  readonly text: string;
  /** What stands around the version inside of the pattern. */
  readonly before: string;
  readonly after: string;
  /** With `latest=auto`, the line with the highest priority decides whether there is a `latest`. */
  readonly makesLatest: boolean;
}

/** Why a line that was meant for this event has no value. */
export interface NoValue {
  readonly reason: string;
}

/** Undefined where the line is for other events, which is nothing to speak of. */
export function lineValue(line: TagLine, facts: EventFacts, tagPrefix: string): LineValue | NoValue | undefined {
  switch (line.type) {
    case 'schedule':
      return facts.event.includes('schedule') ? rendered(line.pattern, facts) : undefined;
    case 'semver':
    case 'pep440':
      return versionValue(line, facts, tagPrefix);
    case 'match':
      return matchValue(line, facts, tagPrefix);
    case 'edge':
      return facts.isBranch && facts.branch === (line.branch || facts.defaultBranch)
        ? plain('edge', 'other')
        : undefined;
    case 'ref':
      return refValue(line, facts, tagPrefix);
    case 'raw':
      return rendered(line.value, facts);
    case 'sha':
      return facts.sha === '' ? undefined : plain(line.format === 'long' ? facts.sha : facts.shortSha, 'other');
  }
}

function plain(text: string, source: TagCandidate['source'], makesLatest = false): LineValue {
  return { text, source, before: '', after: '', makesLatest };
}

function rendered(template: Template, facts: EventFacts): LineValue | NoValue {
  const text = renderTemplate(template, (expression) => globalValue(expression, facts));
  if (text === undefined) return { reason: 'the time of the commit is not known' };
  return plain(text, sourceOf(template, facts));
}

/** A name that holds the branch may be no more than the branch. */
function sourceOf(template: Template, facts: EventFacts): TagCandidate['source'] {
  const names = expressionsOf(template).map(({ name }) => name);
  if (names.includes('branch') && facts.branch !== '') return 'branch';
  if (names.includes('base_ref') && facts.baseRef !== '') return 'branch';
  if (names.includes('tag') && facts.tag !== '') return 'git tag';
  return names.length === 0 ? 'written' : 'other';
}

function refValue({ event }: TagLine, facts: EventFacts, tagPrefix: string): LineValue | undefined {
  if (event === 'branch') return facts.branch === '' ? undefined : plain(facts.branch, 'branch');
  if (event === 'tag')
    return facts.tag === '' ? undefined : plain(withoutPrefix(facts.tag, tagPrefix), 'git tag', true);
  return facts.pullRequest === '' ? undefined : plain(facts.pullRequest, 'other');
}

function matchValue(
  { match, group, value }: TagLine,
  facts: EventFacts,
  tagPrefix: string,
): LineValue | NoValue | undefined {
  const subject = givenValue(value, facts) ?? facts.tag;
  if (match === undefined || subject === '') return undefined;
  const found = subject.match(match)?.[group];
  if (found === undefined) {
    return { reason: `${printable(subject, 100)} does not match it${group === 0 ? '' : `, or has no group ${group}`}` };
  }
  // 2.0.8 out of v2.0.8-beta.67 is not a release: the whole version of the tag counts.
  const whole = comparableTag(withoutPrefix(subject, tagPrefix), 'semver');
  const version = whole ?? comparableTag(found, 'semver');
  return { ...plain(found, 'written', true), ...(version === undefined ? {} : { version }) };
}

function versionValue(line: TagLine, facts: EventFacts, tagPrefix: string): LineValue | NoValue | undefined {
  const raw = versionText(line, givenValue(line.value, facts) ?? withoutPrefix(facts.tag, tagPrefix));
  if (raw === '') return undefined;
  const version = line.type === 'semver' ? readSemver(raw) : readPep440(raw);
  if (version === undefined) {
    const rules =
      line.type === 'semver' ? 'a SemVer version; type=pep440 and type=match read others' : 'a version by PEP 440';
    return { reason: `${printable(raw, 100)} is not ${rules}` };
  }
  const isWhole = version.comparable.prerelease;
  const pattern = isWhole ? (isRaw(line.pattern) ? RAW : VERSION) : line.pattern;
  const text = renderTemplate(
    pattern,
    (expression) => version.fields[expression.name] ?? globalValue(expression, facts),
  );
  if (text === undefined) return { reason: 'the time of the commit is not known' };
  const covers = coveredBy(pattern, version.comparable.release);
  return {
    text,
    source: covers === undefined ? 'other' : 'version',
    version: version.comparable,
    ...(covers === undefined ? {} : { covers }),
    ...surroundings(pattern),
    makesLatest: !isWhole,
  };
}

/** A tag that `match=` does not fit is taken as it is, as docker/metadata-action does. */
function versionText({ match }: TagLine, text: string): string {
  const found = match === undefined ? undefined : text.match(match);
  return (found === undefined || found === null ? text : (found[1] ?? '')).replaceAll('/', '-');
}

const RAW: Template = [{ name: 'raw', options: {} }];
const VERSION: Template = [{ name: 'version', options: {} }];

function isRaw([first, ...others]: Template): boolean {
  return others.length === 0 && typeof first === 'object' && first.name === 'raw';
}

interface ReadVersion {
  readonly comparable: ComparableVersion;
  readonly fields: Readonly<Record<string, string>>;
}

function readSemver(raw: string): ReadVersion | undefined {
  const parsed = parse(raw);
  if (parsed === null) return undefined;
  const { version, major, minor, patch, prerelease, build } = parsed;
  const fields = { raw, version, major: `${major}`, minor: `${minor}`, patch: `${patch}` };
  return {
    comparable: comparableSemver(parsed),
    fields: { ...fields, prerelease: prerelease.join(','), build: build.join(',') },
  };
}

function readPep440(raw: string): ReadVersion | undefined {
  const parsed = parsePep440(raw);
  if (parsed === undefined) return undefined;
  const [major = 0, minor = 0, patch = 0] = parsed.release;
  return {
    comparable: { scheme: 'pep440', release: parsed.release, prerelease: !parsed.isPlain },
    fields: {
      raw,
      version: parsed.text,
      major: `${major}`,
      minor: `${minor}`,
      patch: `${patch}`,
      prerelease: '',
      build: '',
    },
  };
}

function withoutPrefix(tag: string, prefix: string): string {
  return tag.startsWith(prefix) ? tag.slice(prefix.length) : tag;
}

function givenValue(template: Template, facts: EventFacts): string | undefined {
  const value = renderTemplate(template, (expression) => globalValue(expression, facts));
  return value === '' ? undefined : value;
}
