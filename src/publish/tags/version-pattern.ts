import type { VersionRange } from './tag-candidate.ts';
import { expressionsOf, type Template } from './template.ts';

/** With one of these in it, a pattern names more than a version. */
const OTHERS = ['sha', 'date', 'commit_date', 'branch', 'tag', 'base_ref'];

/** The whole version, a range of versions, or neither, as with `{{version}}-{{sha}}`. */
export function coveredBy(pattern: Template, release: readonly number[]): 'version' | VersionRange | undefined {
  const names = new Set(expressionsOf(pattern).map(({ name }) => name));
  const [major = 0, minor = 0] = release;
  if (OTHERS.some((name) => names.has(name))) return undefined;
  if (names.has('version') || names.has('raw') || names.has('patch')) return 'version';
  if (names.has('minor')) return { major, minor };
  return names.has('major') ? { major } : undefined;
}

/** What stands before the first expression and behind the last one. */
export function surroundings(pattern: Template): { before: string; after: string } {
  const [first, last] = [pattern[0], pattern.at(-1)];
  return { before: typeof first === 'string' ? first : '', after: typeof last === 'string' ? last : '' };
}
