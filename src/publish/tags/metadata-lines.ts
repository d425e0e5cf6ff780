import { printable } from '../../printable.ts';
import { isPattern, unknownPlaceholders } from './tag-pattern.ts';

/** Attributes of a tag line of docker/metadata-action, which end up as entries of their own where lists take commas. */
const ATTRIBUTE = /^(?:pattern|value|enable|priority|prefix|suffix|event|branch|format|match|group|tz)=/;

/** Takes out the lines that were written for docker/metadata-action and says what to write instead. */
export function refuseMetadataLines(entries: readonly string[], problems: string[]): string[] {
  const kept: string[] = [];
  let line: string[] | undefined;
  for (const entry of entries) {
    if (line !== undefined && ATTRIBUTE.test(entry)) {
      line.push(entry);
      continue;
    }
    if (line !== undefined) problems.push(refusal(line));
    line = entry.startsWith('type=') ? entry.split(',') : undefined;
    if (line === undefined) kept.push(entry);
  }
  if (line !== undefined) problems.push(refusal(line));
  return kept;
}

function refusal(line: readonly string[]): string {
  return `tags: "${printable(line.join(','), 100)}" is a line for docker/metadata-action; write ${replacement(line)} instead`;
}

function replacement(line: readonly string[]): string {
  const attribute = (name: string) => line.find((part) => part.startsWith(`${name}=`))?.slice(name.length + 1);
  const around = (text: string, prefix = '') => `${attribute('prefix') ?? prefix}${text}${attribute('suffix') ?? ''}`;
  switch (attribute('type')) {
    case 'semver':
    case 'pep440':
      return usable(around(attribute('pattern') ?? '{{version}}'));
    case 'sha':
      return around('{{sha}}', 'sha-');
    case 'raw':
      return usable(around(attribute('value') ?? ''));
    case 'ref':
      return attribute('event') === 'branch' ? around('{{branch}}') : 'auto';
    default:
      return 'auto';
  }
}

/** Handlebars expressions of that action have no counterpart. */
function usable(text: string): string {
  const known = text !== '' && (!isPattern(text) || unknownPlaceholders(text).length === 0);
  return known ? printable(text, 100) : 'auto or the name itself';
}
