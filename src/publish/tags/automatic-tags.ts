import parse from 'semver/functions/parse.js';
import { printable } from '../../printable.ts';
import type { SourceContext } from '../../source-context.ts';
import { sourceRef } from '../source-ref.ts';
import type { MovingTag } from './tag-plan.ts';
import { type ReleaseVersion, withoutPrefix } from './version.ts';

export interface AutomaticTags {
  readonly names: readonly string[];
  readonly moving: readonly MovingTag[];
  /** Why there are none, or what may have been meant. */
  readonly notice?: string;
}

const UNADORNED = { prefix: '', suffix: '', forced: false };

/** `tags: auto`: what an event, a ref and a version stand for. A pull request never writes the tags of a release. */
export function automaticTags(
  version: ReleaseVersion | undefined,
  tagPrefix: string,
  context: SourceContext,
): AutomaticTags {
  const ref = sourceRef(context);
  if (ref.kind === 'pull-request') return named(ref.number === undefined ? [] : [`pr-${ref.number}`]);
  if (ref.kind === 'merge-group') return none('a merge queue has no tag of its own');
  if (version !== undefined) return { names: [version.text], moving: version.prerelease ? [] : ranges(version) };
  if (ref.kind === 'schedule') return named(['nightly']);
  if (ref.kind === 'branch') return named(ref.isDefault ? [ref.name, 'edge'] : [ref.name]);
  if (ref.kind === 'none') return none('neither a tag nor a branch was given by the event');
  const own = withoutPrefix(ref.name, tagPrefix);
  if (own === undefined) return none(`${printable(ref.name, 100)} does not begin with tag-prefix: ${tagPrefix}`);
  return { ...named([own]), ...prefixNotice(own) };
}

/** `app/v1.2.3` and `app-v1.2.3`, as monorepos write them, without the input that says so. */
function prefixNotice(tag: string): { notice?: string } {
  const [, prefix, rest] = /^(.*?[/-])(v?\d+\.\d+\..*)$/.exec(tag) ?? [];
  const version = parse(rest);
  if (prefix === undefined || version === null) return {};
  return {
    notice: `tag-prefix: ${printable(prefix, 60)} would make ${printable(tag, 100)} the version ${version.version}`,
  };
}

/** `1.2`, `1` and `latest`; `0` promises nothing, since 0.x versions break each other. https://semver.org/#spec-item-4 */
function ranges({ semver: { major, minor } }: ReleaseVersion): MovingTag[] {
  return [
    { ...UNADORNED, name: `${major}.${minor}`, major, minor },
    ...(major === 0 ? [] : [{ ...UNADORNED, name: `${major}`, major }]),
    { ...UNADORNED, name: 'latest' },
  ];
}

function named(names: readonly string[]): AutomaticTags {
  return { names, moving: [] };
}

function none(notice: string): AutomaticTags {
  return { names: [], moving: [], notice: `tags: auto stands for nothing here: ${notice}` };
}
