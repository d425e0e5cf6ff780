import { printable } from '../../printable.ts';
import type { SourceContext } from '../../source-context.ts';
import { comparableSemver } from './comparable-version.ts';
import { sourceRef } from './source-ref.ts';
import { BARE, type TagCandidate, type VersionRange } from './tag-candidate.ts';
import { tagName } from './tag-name.ts';
import { prefixNotice, type ReleaseVersion, withoutPrefix } from './version.ts';

export interface AutomaticTags {
  readonly candidates: readonly TagCandidate[];
  /** Why there are none, or what may have been meant. */
  readonly notice?: string;
}

/** `tags: auto`: what an event, a ref and a version stand for. A pull request never writes the tags of a release. */
export function automaticTags(
  version: ReleaseVersion | undefined,
  tagPrefix: string,
  context: SourceContext,
): AutomaticTags {
  const ref = sourceRef(context);
  if (ref.kind === 'pull-request') return pullRequestTag(ref.number, version);
  if (ref.kind === 'merge-group') return none('a merge queue has no tag of its own');
  if (version !== undefined) return { candidates: releaseTags(version) };
  if (ref.kind === 'schedule') return named('other', ['nightly']);
  if (ref.kind === 'none') return none(withoutRef(context));
  if (ref.kind === 'branch') {
    const edge = ref.isDefault ? named('other', ['edge']).candidates : [];
    return { candidates: [...named('branch', [ref.name]).candidates, ...edge] };
  }
  const own = withoutPrefix(ref.name, tagPrefix) ?? ref.name;
  const notice = prefixNotice(own) ?? notSemver(own);
  return { ...named('git tag', [own]), ...(notice === undefined ? {} : { notice }) };
}

function pullRequestTag(number: number | undefined, version: ReleaseVersion | undefined): AutomaticTags {
  const tags = named('other', number === undefined ? [] : [`pr-${number}`]);
  if (version === undefined) return tags;
  const names = releaseTags(version).map(({ name }) => printable(name, 100));
  const list = names.length === 1 ? `${names} is` : `${names.slice(0, -1).join(', ')} and ${names.at(-1)} are`;
  return { ...tags, notice: `${list} not written: a pull request never writes the tags of releases` };
}

function withoutRef({ ref }: SourceContext): string {
  if (ref === '') return 'neither a tag nor a branch was given by the event';
  return `the ref "${printable(ref, 100)}" is neither a branch (refs/heads/…) nor a tag (refs/tags/…)`;
}

/** Nothing where no tag can have that name, which is said for itself. */
function notSemver(tag: string): string | undefined {
  if (tagName(tag) === undefined) return undefined;
  const shown = printable(tag, 100);
  const advice = /\d\.\d/.test(tag)
    ? ` Write version: for the SemVer version, or type=pep440, type=match or type=raw lines under tags for others.`
    : '';
  return `${shown} is not a SemVer version, so only its own tag is written, and latest is not moved.${advice}`;
}

/** `1.2`, `1` and `latest`; `0` promises nothing, since 0.x versions break each other. https://semver.org/#spec-item-4 */
function releaseTags(version: ReleaseVersion): TagCandidate[] {
  const { major, minor } = version.semver;
  const exact: TagCandidate = { ...BARE, name: version.text, source: 'version', covers: 'version' };
  if (version.prerelease) return [exact];
  const comparable = comparableSemver(version.semver);
  const range = (name: string, covers: VersionRange): TagCandidate[] => [
    { ...BARE, name, source: 'version', covers, version: comparable },
  ];
  return [
    exact,
    ...range(`${major}.${minor}`, { major, minor }),
    ...(major === 0 ? [] : range(`${major}`, { major })),
    ...range('latest', {}),
  ];
}

function named(source: TagCandidate['source'], names: readonly string[]): AutomaticTags {
  return { candidates: names.map((name) => ({ ...BARE, name, source })) };
}

function none(notice: string): AutomaticTags {
  return { candidates: [], notice: `tags: auto has no tag here: ${notice}` };
}
