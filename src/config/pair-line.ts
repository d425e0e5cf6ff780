import { quote } from './problems.ts';

/** A second key in a line: lines that YAML folded into one (`labels: >`) end up so. */
const SECOND_KEY = /\s(?:(?:manifest|index)(?:-descriptor)?:)?(?:[a-z0-9-]+\.){2,}[a-z0-9-]+=/i;

/** `key=value`; the value may hold further `=`. Quotes around the whole line, as CSV has them, are not part of it. */
export function pairOf(text: string): [key: string, value: string] {
  const line = /^(["'])(.*)\1$/.exec(text)?.[2] ?? text;
  const equals = line.indexOf('=');
  return [line.slice(0, Math.max(equals, 0)).trim(), line.slice(equals + 1).trim()];
}

/** What is wrong with such a line of an input, or undefined. */
export function pairFault(name: string, line: string): string | undefined {
  const [key, value] = pairOf(line);
  if (!line.includes('=') || key === '') return `${name}: ${quote(line)} is not of the form key=value`;
  if (/\p{Cc}/u.test(key)) return `${name}: the key ${quote(key)} has a control character`;
  if (!SECOND_KEY.test(value)) return undefined;
  const advice = `With "${name}: |" YAML keeps the lines; with ">" it joins them.`;
  return `${name}: ${quote(line)} has more than one key=value; write one per line. ${advice}`;
}
