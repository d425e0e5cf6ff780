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

/** The version that a tag names in full (`1.2.3`, `v1.2.3`, `1.2.3_build`); undefined for `1.2`, `latest` and the rest. */
export function versionOfTag(tag: string): SemVer | undefined {
  return parse(tag.replace('_', '+')) ?? undefined;
}
