import { comparableSemver } from './comparable-version.ts';
import type { EventFacts } from './event-facts.ts';
import { checkExpressions, globalValue } from './global-expressions.ts';
import type { TagCandidate } from './tag-candidate.ts';
import { type Expression, expressionsOf, parseTemplate, renderTemplate, type Template } from './template.ts';
import type { ReleaseVersion } from './version.ts';
import { coveredBy, surroundings } from './version-pattern.ts';

/** Those of a version, and those that docker/metadata-action knows everywhere. */
const PLACEHOLDERS = ['version', 'major', 'minor', 'patch', 'sha', 'branch', 'tag', 'base_ref', 'date', 'commit_date'];

export type RenderedPattern = TagCandidate | { readonly reason: string };

/** Reads `v{{version}}`, `{{major}}.{{minor}}`, `sha-{{sha}}` and the like. Throws for what is not known. */
export function parsePattern(text: string): Template {
  const template = parseTemplate(text);
  checkExpressions(template, PLACEHOLDERS);
  return template;
}

/** Puts values into a pattern; one that has none on this event is skipped. */
export function renderPattern(
  template: Template,
  version: ReleaseVersion | undefined,
  facts: EventFacts,
): RenderedPattern {
  const value = (expression: Expression) => valueFor(expression, version, facts);
  const missing = expressionsOf(template).find((expression) => value(expression) === undefined);
  if (missing !== undefined) return { reason: `there is no ${missing.name} here` };
  const name = renderTemplate(template, value) ?? '';
  const { before: prefix, after: suffix } = surroundings(template);
  const covers = version === undefined ? undefined : coveredBy(template, comparableSemver(version.semver).release);
  const common = { name, prefix, suffix };
  if (version === undefined || covers === undefined) return { ...common, source: sourceOf(template) };
  if (covers !== 'version' && version.prerelease) {
    return { reason: `the pre-release ${version.text} writes only its own tag` };
  }
  if (covers !== 'version' && covers.major === 0 && covers.minor === undefined) {
    return { reason: 'versions below 1.0.0 break each other, so there is no tag 0' };
  }
  return { ...common, source: 'version', covers };
}

function valueFor(expression: Expression, version: ReleaseVersion | undefined, facts: EventFacts): string | undefined {
  switch (expression.name) {
    case 'version':
      return version?.text.replace('+', '_');
    case 'major':
    case 'minor':
    case 'patch':
      return version?.semver[expression.name].toString();
    default:
      return globalValue(expression, facts) || undefined;
  }
}

function sourceOf(template: Template): TagCandidate['source'] {
  const names = expressionsOf(template).map(({ name }) => name);
  if (names.includes('branch') || names.includes('base_ref')) return 'branch';
  return names.includes('tag') ? 'git tag' : 'other';
}
