import type { SemVer } from 'semver';
import coerce from 'semver/functions/coerce.js';
import parse from 'semver/functions/parse.js';
import { ActionError } from '../../errors.ts';
import { printable } from '../../printable.ts';
import type { SourceContext } from '../../source-context.ts';
import { sourceRef } from '../source-ref.ts';

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

/** The name without the prefix of a component (`app/v1.2.3` -> `v1.2.3`); undefined where it belongs to another one. */
export function withoutPrefix(name: string, prefix: string): string | undefined {
  return name.startsWith(prefix) ? name.slice(prefix.length) : undefined;
}

function readVersion({ version, tagPrefix }: VersionInputs): SemVer {
  const parsed = parse(withoutPrefix(version, tagPrefix) ?? version);
  if (parsed !== null) return parsed;
  const filled = /^v?\d+(\.\d+)?$/.test(version) ? coerce(version) : null;
  throw new ActionError('input', `version: "${printable(version, 100)}" is no SemVer version`, {
    hint: `Write three numbers, as in ${filled?.version ?? '1.2.3'} or 2.0.0-rc.1.`,
  });
}

function versionText({ version, build }: SemVer): string {
  return build.length === 0 ? version : `${version}+${build.join('.')}`;
}
