import { printable } from '../../printable.ts';
import type { SourceContext } from '../../source-context.ts';
import { automaticTags } from './automatic-tags.ts';
import { type EventFacts, eventFacts } from './event-facts.ts';
import type { Flavor } from './metadata/flavor.ts';
import { affixText, metadataTags } from './metadata/metadata-tags.ts';
import { parseTagLine } from './metadata/tag-line.ts';
import { BARE, type Candidates, type TagCandidate } from './tag-candidate.ts';
import type { TagEntry } from './tag-entry.ts';
import { parsePattern, renderPattern } from './tag-pattern.ts';
import type { TagSettings } from './tag-settings.ts';
import { hasExpression } from './template.ts';
import { writtenFamilies } from './written-families.ts';

/** All tags that the entries ask for on this event, in the order of the entries; lines for metadata-action come last. */
export function collectCandidates(
  entries: readonly TagEntry[],
  settings: TagSettings,
  context: SourceContext,
): Candidates {
  const facts = eventFacts(context, settings.now);
  const own = entries.filter(({ kind }) => kind !== 'line').map((entry) => ownTags(entry, settings, context, facts));
  const lines = entries.filter(({ kind }) => kind === 'line').map(({ text }) => parseTagLine(text));
  const fromLines = metadataTags(lines, settings.flavor, facts, settings.tagPrefix);
  const candidates = [...own, fromLines].flatMap((one) => one.candidates);
  const notices = [...own, fromLines].flatMap((one) => one.notices);
  if (lines.length > 0 && candidates.length + notices.length === 0) notices.push(noneMeant(facts));
  return { candidates: writtenFamilies(candidates), notices };
}

/** Lines for git tags alone, on the push of a branch: without a word, nobody knows why there is no tag. */
function noneMeant({ event, tag, branch, pullRequest }: EventFacts): string {
  const ref = tag || branch || (pullRequest && `pull request ${pullRequest}`);
  const on = [event, ref && printable(ref, 100)].filter((part) => part !== '').join(' of ');
  return `tags: no line has a tag on this event${on === '' ? '' : ` (${on})`}`;
}

function ownTags(
  { kind, text }: TagEntry,
  { version, tagPrefix, flavor }: TagSettings,
  context: SourceContext,
  facts: EventFacts,
): Candidates {
  const flavored = (candidate: TagCandidate) =>
    kind === 'reference' ? candidate : withFlavor(candidate, flavor, facts);
  if (kind === 'own' && text === 'auto') {
    const { candidates, notice } = automaticTags(version, tagPrefix, context);
    return { candidates: candidates.map(flavored), notices: notice === undefined ? [] : [notice] };
  }
  if (!hasExpression(text)) {
    return { candidates: [flavored({ ...BARE, name: text, source: 'written' })], notices: [] };
  }
  const rendered = renderPattern(parsePattern(text), version, facts);
  if ('reason' in rendered) {
    return { candidates: [], notices: [`tags: ${printable(text, 100)} was skipped: ${rendered.reason}`] };
  }
  return { candidates: [flavored(rendered)], notices: [] };
}

/** As docker/metadata-action puts it around every tag; `latest` gets it only where `onlatest` says so. */
function withFlavor(candidate: TagCandidate, flavor: Flavor, facts: EventFacts): TagCandidate {
  const isLatest = candidate.source === 'version' && candidate.name === 'latest';
  const [before = '', after = ''] = [flavor.prefix, flavor.suffix].map((affix) =>
    isLatest && !affix.onLatest ? '' : affixText(affix, facts),
  );
  const { name, prefix, suffix } = candidate;
  return { ...candidate, name: `${before}${name}${after}`, prefix: `${before}${prefix}`, suffix: `${suffix}${after}` };
}
