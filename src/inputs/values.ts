import { pairFault, pairOf } from '../config/pair-line.ts';
import { ActionError, ProblemsError } from '../errors.ts';
import { printable } from '../printable.ts';
import type { InputName } from './input-table.ts';

/** Characters of a value that a message repeats. */
const SHOWN = 100;

function wrong(name: InputName, text: string, expected: string): ActionError {
  return new ActionError('input', `${name}: "${printable(text, SHOWN)}" is not ${expected}`);
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

/** A timer holds no more milliseconds, and fires at once for what is longer. https://nodejs.org/api/timers.html#settimeoutcallback-delay-args */
const LONGEST = 2 ** 31 - 1;

/** Milliseconds of `90s`, `2m`, `1m30s`, `500ms`; a bare number is seconds. */
export function readDuration(name: InputName, text: string): number {
  const milliseconds = durationOf(name, text);
  if (milliseconds <= LONGEST) return milliseconds;
  throw new ActionError(
    'input',
    `${name}: "${printable(text, SHOWN)}" is longer than 596h, which is as long as a timer can wait`,
  );
}

function durationOf(name: InputName, text: string): number {
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

/** `key=value` lines; the last line for a key wins. */
export function readPairs(name: InputName, lines: readonly string[]): Record<string, string> {
  const faults = lines.flatMap((line) => pairFault(name, line) ?? []);
  if (faults.length > 0) throw new ProblemsError('input', faults);
  return Object.fromEntries(lines.map(pairOf));
}

const WORD = /\s*((?:[^\s"']|"[^"]*"|'[^']*')+)/y;

/** Arguments as a shell would split them: at white space, quotes keep words together. Nothing is expanded. */
export function splitWords(name: InputName, text: string): string[] {
  const words: string[] = [];
  WORD.lastIndex = 0;
  while (WORD.lastIndex < text.length) {
    const [, word] = WORD.exec(text) ?? [];
    if (word === undefined)
      throw new ActionError('input', `${name}: a quote in "${printable(text, SHOWN)}" has no end`);
    words.push(word.replace(/"([^"]*)"|'([^']*)'/g, (_, double, single) => double ?? single));
  }
  return words;
}
