import { ActionError } from '../../../errors.ts';
import { printable } from '../../../printable.ts';
import type { EventFacts } from '../event-facts.ts';
import { globalValue } from '../global-expressions.ts';
import type { Candidates, TagCandidate } from '../tag-candidate.ts';
import { renderTemplate, type Template } from '../template.ts';
import type { Affix, Flavor } from './flavor.ts';
import { type LineValue, lineValue } from './line-value.ts';
import type { TagLine } from './tag-line.ts';

/**
 * What docker/metadata-action makes of its lines on an event: the same names, and `latest` where the line with the
 * highest priority asks for it. What then may be written is decided elsewhere, for all tags alike. Lines that were meant for this event and have no value are notices.
 */
export function metadataTags(
  lines: readonly TagLine[],
  flavor: Flavor,
  facts: EventFacts,
  tagPrefix: string,
): Candidates {
  const notices: string[] = [];
  const values: [LineValue, TagCandidate][] = [];
  for (const line of lines.toSorted((a, b) => b.priority - a.priority)) {
    if (!isEnabled(line, facts)) continue;
    const value = lineValue(line, facts, tagPrefix);
    if (value === undefined) continue;
    if ('reason' in value) notices.push(`tags: ${printable(line.text, 100)} was skipped: ${value.reason}`);
    else if (value.text !== '') values.push([value, candidateOf(value, line, flavor, facts)]);
  }
  const candidates = values.map(([, candidate]) => candidate);
  const [first] = values;
  const wantsLatest = first !== undefined && (flavor.latest === 'auto' ? first[0].makesLatest : flavor.latest);
  return { candidates: wantsLatest ? [...candidates, latestOf(flavor, facts, first[1])] : candidates, notices };
}

/** The tag `latest`, with the flavor's prefix and suffix where they are said to be on it. */
export function latestOf(flavor: Flavor, facts: EventFacts, like?: TagCandidate): TagCandidate {
  const [prefix, suffix] = [flavor.prefix, flavor.suffix].map((affix) =>
    affix.onLatest ? affixText(affix, facts) : '',
  );
  return {
    name: `${prefix}latest${suffix}`,
    prefix: prefix ?? '',
    suffix: suffix ?? '',
    source: 'version',
    covers: {},
    ...(like?.version === undefined ? {} : { version: like.version }),
  };
}

export function affixText({ text }: Affix, facts: EventFacts): string {
  return rendered(text, facts);
}

function isEnabled({ enable, text }: TagLine, facts: EventFacts): boolean {
  const value = rendered(enable, facts).trim();
  if (value === 'true' || value === 'false') return value === 'true';
  throw new ActionError(
    'input',
    `tags: in "${printable(text, 150)}", enable=${printable(value, 60)} is not true or false`,
  );
}

function candidateOf(value: LineValue, line: TagLine, flavor: Flavor, facts: EventFacts): TagCandidate {
  const prefix = rendered(line.prefix ?? flavor.prefix.text, facts);
  const suffix = rendered(line.suffix ?? flavor.suffix.text, facts);
  const { text, before, after, source, covers, version } = value;
  return {
    // The project's own patterns write `_` for the `+` of a version.
    name: `${prefix}${text}${suffix}`.replaceAll('+', '-'),
    prefix: `${prefix}${before}`,
    suffix: `${after}${suffix}`,
    source,
    ...(covers === undefined ? {} : { covers }),
    ...(version === undefined ? {} : { version }),
  };
}

function rendered(template: Template, facts: EventFacts): string {
  return renderTemplate(template, (expression) => globalValue(expression, facts)) ?? '';
}
