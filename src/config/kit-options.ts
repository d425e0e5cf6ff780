import { nameFault } from './container-path.ts';
import { type Problems, quote } from './problems.ts';
import { listOf, type Reader, readText } from './readers.ts';
import { didYouMean } from './suggest.ts';
import type { Value } from './value.ts';

/** `auto`, `true` or `false`. */
export function readAuto(value: Value, problems: Problems): 'auto' | boolean | undefined {
  const text = readText(value, problems);
  return text === undefined ? undefined : (wordOf(text) ?? problems.add(value, faultOf(text, 'auto, true or false')));
}

/** The same, or a list. */
function autoOr(item: Reader<string>, example: string): Reader<'auto' | boolean | readonly string[]> {
  return (value, problems) => {
    if (value.kind === 'list') return distinct(listOf(item)(value, problems));
    const text = readText(value, problems);
    if (text === undefined) return undefined;
    const expected = `auto, true, false or a list such as ${example}`;
    return wordOf(text) ?? problems.add(value, faultOf(text, expected));
  };
}

function distinct(items: readonly string[] | undefined): readonly string[] | undefined {
  return items === undefined ? undefined : [...new Set(items)];
}

function wordOf(text: string): 'auto' | boolean | undefined {
  const lower = text.toLowerCase();
  if (lower === 'auto') return 'auto';
  return lower === 'true' || lower === 'false' ? lower === 'true' : undefined;
}

function faultOf(text: string, expected: string): string {
  const hint = didYouMean(text, ['auto', 'true', 'false']);
  return `${quote(text)} is not ${expected}${hint}`;
}

/** `public` and the paths of PEM files on the runner. */
export const readCertificates = autoOr((value, problems) => {
  const text = readText(value, problems);
  if (text === undefined) return undefined;
  const fault = text === '' ? 'an empty name' : nameFault(text);
  return fault === undefined ? text : problems.add(value, fault);
}, '[public, corp.pem]');

const ZONE = /^[A-Za-z0-9_+-]+(?:\/[A-Za-z0-9_+-]+)*$/;

/** Names of zones; whether there is such a zone is for the kit to say. */
export const readTimeZones = autoOr((value, problems) => {
  const text = readText(value, problems);
  if (text === undefined || (ZONE.test(text) && text.length <= 64)) return text;
  return problems.add(value, `${quote(text)} is not the name of a time zone; write it as Europe/Zurich`);
}, '[Europe/Zurich]');
