import { type ComparableVersion, comparableTag } from './comparable-version.ts';
import { BARE, type TagFamily, type VersionRange } from './tag-candidate.ts';

/** The range that a tag's name stands for, as people read it: `latest`, `1`, `1.4`, `v1`, and not the date `20261125`. */
export function rangeOfTag(name: string, family: TagFamily): VersionRange | undefined {
  const inner = innerName(name, family) ?? name;
  if (inner === 'latest') return {};
  const [, major, minor] = /^v?(\d{1,4})(?:\.(\d{1,6}))?$/.exec(inner) ?? [];
  if (major === undefined) return undefined;
  return { major: Number(major), ...(minor === undefined ? {} : { minor: Number(minor) }) };
}

/** The name without what its family puts around a version; undefined where it is of another family. */
function innerName(name: string, { prefix, suffix }: TagFamily): string | undefined {
  const fits = name.length > prefix.length + suffix.length && name.startsWith(prefix) && name.endsWith(suffix);
  return fits ? name.slice(prefix.length, name.length - suffix.length) : undefined;
}

/** `1.2.3-alpine` is a stable version of the family `-alpine`, and a pre-release for all others; a `v` does not make a family. */
export function versionInFamily(
  tag: string,
  { prefix, suffix }: TagFamily,
  scheme: ComparableVersion['scheme'] = 'semver',
): ComparableVersion | undefined {
  const inner = innerName(tag, { prefix: withoutV(prefix), suffix });
  return inner === undefined ? undefined : comparableTag(inner, scheme);
}

/** What reads as the tag of a release as a whole is one, whatever it was put together from: `la` before `test`, `1.` before `4`. */
export function familyOf(name: string, { prefix, suffix }: TagFamily): TagFamily {
  const isRelease = rangeOfTag(name, BARE) !== undefined || versionInFamily(name, BARE)?.prerelease === false;
  return isRelease ? BARE : { prefix, suffix };
}

export function sameFamily(a: TagFamily, b: TagFamily): boolean {
  return withoutV(a.prefix) === withoutV(b.prefix) && a.suffix === b.suffix;
}

export function isWithin({ major, minor }: VersionRange, [first = 0, second = 0]: readonly number[]): boolean {
  return (major === undefined || first === major) && (minor === undefined || second === minor);
}

function withoutV(prefix: string): string {
  return prefix.replace(/v$/, '');
}
