import type { SourceContext } from '../../source-context.ts';
import { sourceRef } from '../source-ref.ts';
import type { MovingTag } from './tag-plan.ts';
import type { ReleaseVersion } from './version.ts';

const PLACEHOLDER = /\{\{\s*([^{}]*?)\s*\}\}/g;
export const PLACEHOLDERS = ['version', 'major', 'minor', 'sha', 'branch'] as const;
type Placeholder = (typeof PLACEHOLDERS)[number];

/** As long as git and docker/metadata-action write short commits. */
const SHORT_SHA = 7;

export type RenderedPattern =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'moving'; readonly tag: MovingTag }
  | { readonly kind: 'skipped'; readonly reason: string };

export function isPattern(text: string): boolean {
  return text.includes('{{');
}

/** The placeholders that this text uses and nobody knows. */
export function unknownPlaceholders(text: string): string[] {
  const known: readonly string[] = PLACEHOLDERS;
  return placeholdersOf(text).filter((name) => !known.includes(name));
}

function placeholdersOf(text: string): string[] {
  return [...text.matchAll(PLACEHOLDER)].map(([, name = '']) => name);
}

/** Puts values into `v{{version}}`, `{{major}}.{{minor}}`, `sha-{{sha}}` and the like. */
export function renderPattern(
  text: string,
  version: ReleaseVersion | undefined,
  context: SourceContext,
): RenderedPattern {
  const used = new Set(placeholdersOf(text));
  const values = valuesOf(version, context);
  const missing = [...used].find((name) => values[name as Placeholder] === undefined);
  if (missing !== undefined) return skipped(`there is no ${missing} here`);
  const ofRange = !used.has('version') && !used.has('sha') && (used.has('major') || used.has('minor'));
  const name = text.replace(PLACEHOLDER, (_, placeholder: Placeholder) => values[placeholder] ?? '');
  if (!ofRange || version === undefined) return { kind: 'name', name };
  if (version.prerelease) return skipped(`the pre-release ${version.text} writes only its own tag`);
  const { major, minor } = version.semver;
  if (major === 0 && !used.has('minor')) return skipped('versions below 1.0.0 break each other, so there is no tag 0');
  const range = used.has('minor') ? { major, minor } : { major };
  return { kind: 'moving', tag: { name, ...range, ...surroundings(text), forced: false } };
}

function valuesOf(
  version: ReleaseVersion | undefined,
  context: SourceContext,
): Record<Placeholder, string | undefined> {
  const ref = sourceRef(context);
  return {
    version: version?.text.replace('+', '_'),
    major: version?.semver.major.toString(),
    minor: version?.semver.minor.toString(),
    sha: context.revision?.slice(0, SHORT_SHA),
    branch: ref.kind === 'branch' ? ref.name : ref.kind === 'schedule' ? context.defaultBranch : undefined,
  };
}

function surroundings(text: string): Pick<MovingTag, 'prefix' | 'suffix'> {
  return { prefix: text.slice(0, text.indexOf('{{')), suffix: text.slice(text.lastIndexOf('}}') + 2) };
}

function skipped(reason: string): RenderedPattern {
  return { kind: 'skipped', reason };
}
