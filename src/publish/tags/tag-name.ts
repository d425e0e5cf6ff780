import type { SemVer } from 'semver';
import parse from 'semver/functions/parse.js';

const MAX_TAG_LENGTH = 128;

/**
 * A valid tag as docker/metadata-action makes one: what is not allowed becomes a dash. `+` of a version's build
 * metadata becomes `_`, as Helm does it. Undefined where nothing is left.
 */
export function tagName(text: string): string | undefined {
  const version = parse(text) === null ? text : text.replace('+', '_');
  const name = version
    .trim()
    .replace(/[^a-zA-Z0-9._-]+/g, '-')
    .replace(/^[.-]+/, '')
    .slice(0, MAX_TAG_LENGTH);
  return name === '' ? undefined : name;
}

const LIKE_A_VERSION = /^v?\d+\.\d+\.\d/;

/** The version that a tag names in full (`1.2.3`, `v1.2.3`, `1.2.3_build`); undefined for `1.2`, `latest` and the rest. */
export function versionOfTag(tag: string): SemVer | undefined {
  // semver makes an error with its stack of all that is no version, and a repository may hold the tags of 20,000 commits.
  if (!LIKE_A_VERSION.test(tag)) return undefined;
  return parse(tag.replace('_', '+')) ?? undefined;
}
