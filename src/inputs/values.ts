import { ActionError } from '../errors.ts';
import type { InputName } from './input-table.ts';

function wrong(name: InputName, text: string, expected: string): ActionError {
  return new ActionError('input', `${name}: "${text}" is not ${expected}`);
}

/** `true` or `false`, as YAML 1.2 writes them. https://yaml.org/spec/1.2.2/#10212-boolean */
export function readBoolean(name: InputName, text: string): boolean {
  const value = readOneOf(name, text.toLowerCase(), ['true', 'false']);
  return value === 'true';
}

/** What other languages take for a boolean and YAML 1.2 does not: never a value of an input that takes a boolean or something else. */
export function isBooleanWord(text: string): boolean {
  return /^(?:yes|no|on|off|y|n|0|1)$/i.test(text);
}

export function readOneOf<T extends string>(name: InputName, text: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === text);
  if (found !== undefined) return found;
  throw wrong(name, text, `one of ${choices.join(', ')}`);
}

/** `auto`, `true` or `false`. */
export function readAutoBoolean(name: InputName, text: string): 'auto' | boolean {
  const value = readOneOf(name, text.toLowerCase(), ['auto', 'true', 'false']);
  return value === 'auto' ? value : value === 'true';
}

export function readWholeNumber(name: InputName, text: string, lowest: number, highest: number): number {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= lowest && value <= highest) return value;
  throw wrong(name, text, `a whole number from ${lowest} to ${highest}`);
}

const MILLISECONDS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 } as const;

/** Far below what a timer of Node can count (24 days): beyond that it rings at once. */
const LONGEST = 24 * MILLISECONDS.h;

/** Milliseconds of `90s`, `2m`, `1m30s`, `500ms`; a bare number is seconds. */
export function readDuration(name: InputName, text: string): number {
  const value = readMilliseconds(name, text);
  if (value <= LONGEST) return value;
  throw new ActionError('input', `${name}: "${text}" is longer than 24h`);
}

function readMilliseconds(name: InputName, text: string): number {
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== text) {
    throw wrong(name, text, 'a duration such as 90s, 2m or 1m30s');
  }
  return parts.reduce(
    (sum, [, count, unit]) => sum + Number(count) * MILLISECONDS[unit as keyof typeof MILLISECONDS],
    0,
  );
}

const BYTES: Readonly<Record<string, number>> = {
  '': 1,
  k: 1000,
  kb: 1000,
  kib: 1024,
  m: 1000 ** 2,
  mb: 1000 ** 2,
  mib: 1024 ** 2,
  g: 1000 ** 3,
  gb: 1000 ** 3,
  gib: 1024 ** 3,
};

/** Bytes of `16MiB`, `100MB` or `5000000`. */
export function readSize(name: InputName, text: string): number {
  const [, count, unit = ''] = /^(\d+(?:\.\d+)?)\s*([kmg]i?b?|b)?$/i.exec(text) ?? [];
  const scale = BYTES[unit.toLowerCase() === 'b' ? '' : unit.toLowerCase()];
  if (count === undefined || scale === undefined) throw wrong(name, text, 'a size such as 16MiB');
  return Math.round(Number(count) * scale);
}

/** `key=value` lines; the value may hold further `=`; the last line for a key wins. */
export function readPairs(name: InputName, lines: readonly string[]): Record<string, string> {
  const pairs = lines.map((line): [string, string] => {
    const equals = line.indexOf('=');
    if (equals <= 0) throw new ActionError('input', `${name}: "${line}" is not of the form key=value`);
    return [line.slice(0, equals).trim(), line.slice(equals + 1).trim()];
  });
  return Object.fromEntries(pairs);
}

const WORD = /\s*((?:[^\s"']|"[^"]*"|'[^']*')+)/y;

/** Arguments as a shell would split them: at white space, quotes keep words together. Nothing is expanded. */
export function splitWords(name: InputName, text: string): string[] {
  const words: string[] = [];
  WORD.lastIndex = 0;
  while (WORD.lastIndex < text.length) {
    const [, word] = WORD.exec(text) ?? [];
    if (word === undefined) throw new ActionError('input', `${name}: a quote in "${text}" has no end`);
    words.push(word.replace(/"([^"]*)"|'([^']*)'/g, (_, double, single) => double ?? single));
  }
  return words;
}
