import type { SemVer } from 'semver';
import coerce from 'semver/functions/coerce.js';
import parse from 'semver/functions/parse.js';
import { ActionError } from '../../errors.ts';
import { printable } from '../../printable.ts';
import type { SourceContext } from '../../source-context.ts';
import { sourceRef } from './source-ref.ts';

/** The version that this run publishes. */
export interface ReleaseVersion {
  readonly semver: SemVer;
  /** `1.2.3-rc.1+build`, without `v`. */
  readonly text: string;
  /** A pre-release, by the version itself or by the flag of the release on GitHub: it writes only its own tag. */
  readonly prerelease: boolean;
}

export interface VersionInputs {
  /** The input `version`; empty = not given. */
  readonly version: string;
  /** The input `tag-prefix`; empty = none. */
  readonly tagPrefix: string;
}

/** The input `version`, else the pushed or released tag, else none. Never guessed from files. */
export function releaseVersion(inputs: VersionInputs, context: SourceContext): ReleaseVersion | undefined {
  const ref = sourceRef(context);
  const tag = ref.kind === 'tag' ? withoutPrefix(ref.name, inputs.tagPrefix) : undefined;
  const parsed = inputs.version !== '' ? readVersion(inputs) : parse(tag);
  if (parsed === null || parsed === undefined) return undefined;
  const flagged = context.event === 'release' && (context.release?.prerelease || context.release?.draft) === true;
  return { semver: parsed, text: versionText(parsed), prerelease: parsed.prerelease.length > 0 || flagged };
}

/** The forge says that it is a pre-release, which its number does not. */
export function isFlagged({ prerelease, semver }: ReleaseVersion): boolean {
  return prerelease && semver.prerelease.length === 0;
}

/** The name without the prefix of a component (`app/v1.2.3` -> `v1.2.3`); undefined where it belongs to another one. */
export function withoutPrefix(name: string, prefix: string): string | undefined {
  return name.startsWith(prefix) ? name.slice(prefix.length) : undefined;
}

/** `app/v1.2.3`, `app-v1.2.3`, `app_v1.2.3`, `app@1.2.3` and `@scope/app@1.2.3`, as monorepos write them. */
const WITH_PREFIX = /^(.*?[/@_-])(v?\d+\.\d+\.\d+.*)$/;

/** What a tag with the prefix of a component would be, with the input that says so. */
export function prefixNotice(tag: string): string | undefined {
  const [, prefix, rest] = WITH_PREFIX.exec(tag) ?? [];
  const version = parse(rest);
  if (prefix === undefined || version === null) return undefined;
  return `tag-prefix: ${quotedForYaml(prefix)} would make ${printable(tag, 100)} the version ${version.version}`;
}

/** Why the git tag is a release of another program; undefined where it is one of this. */
export function otherProgram(tagPrefix: string, context: SourceContext): string | undefined {
  const ref = sourceRef(context);
  if (tagPrefix === '' || ref.kind !== 'tag') return undefined;
  const own = withoutPrefix(ref.name, tagPrefix);
  // `app-` is the beginning of `app-extra-v1.2.3` too.
  if (own !== undefined && (parse(own) !== null || prefixNotice(own) === undefined)) return undefined;
  const program = tagPrefix.replace(/[/@_-]+v?$/, '') || tagPrefix;
  return (
    `This is not a release of ${printable(program, 60)}: skipped, since ${printable(ref.name, 100)} does not ` +
    `${own === undefined ? `begin with tag-prefix: ${tagPrefix}` : `go on with a version after tag-prefix: ${tagPrefix}`}`
  );
}

function readVersion({ version, tagPrefix }: VersionInputs): SemVer {
  const parsed = parse(withoutPrefix(version, tagPrefix) ?? version);
  if (parsed !== null) return parsed;
  throw new ActionError('input', `version: "${printable(version, 100)}" is not a valid SemVer version`, {
    hint: refHint(version) ?? prefixHint(version) ?? numbersHint(version),
  });
}

function refHint(version: string): string | undefined {
  if (!version.startsWith('refs/')) return undefined;
  return `It is the full name of a Git ref. Write $\{{ github.ref_name }}, or leave it out: a pushed tag is read by itself.`;
}

/** The version itself where it can be told from `V1.4.2`, `"1.4.2"` or `1.4`. */
function numbersHint(version: string): string {
  const meant = /^\W*v?\d+(\.\d+){0,2}\W*$/i.test(version) ? coerce(version) : null;
  return `Write three numbers, as in ${meant?.version ?? '1.2.3'} or 2.0.0-rc.1.`;
}

function prefixHint(version: string): string | undefined {
  const notice = prefixNotice(version);
  return notice === undefined ? undefined : `Is this a monorepo? ${notice}.`;
}

/** A plain YAML scalar must not begin with `@`. https://yaml.org/spec/1.2.2/#53-indicator-characters */
function quotedForYaml(text: string): string {
  const shown = printable(text, 60);
  return text.startsWith('@') ? `'${shown}'` : shown;
}

function versionText({ version, build }: SemVer): string {
  return build.length === 0 ? version : `${version}+${build.join('.')}`;
}
