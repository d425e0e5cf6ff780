import { type Problems, quote } from './problems.ts';
import { readText } from './readers.ts';
import type { Value } from './value.ts';

const NANOSECONDS: Readonly<Record<string, number>> = {
  h: 3_600_000_000_000,
  m: 60_000_000_000,
  s: 1_000_000_000,
  ms: 1_000_000,
  us: 1000,
  '\u00b5s': 1000,
  ns: 1,
};

const PART = /(\d{1,9}(?:\.\d{1,9})?)(h|ms|m|s|us|\u00b5s|ns)/y;

/** A thousand hours stay exact in a JavaScript number, and are more than any check waits. */
const LONGEST = 1000 * 3_600_000_000_000;

/** Docker refuses less. https://github.com/moby/moby/blob/master/daemon/container.go (verifyHealthcheck) */
const SHORTEST = 1_000_000;

/** `30s`, `1m30s`, `1.5h`, as Go writes durations; in nanoseconds. */
export function readDuration(value: Value, problems: Problems): number | undefined {
  const text = readText(value, problems);
  if (text === undefined) return undefined;
  if (/^\d+(?:\.\d+)?$/.test(text) && Number(text) !== 0) {
    return problems.add(value, `${quote(text)} has no unit; write ${text.slice(0, 9)}s for seconds`);
  }
  const duration = text === '0' ? 0 : nanoseconds(text);
  if (duration === undefined) return problems.add(value, `${quote(text)} is not a duration; write 30s or 1m30s`);
  if (duration > LONGEST) return problems.add(value, `${quote(text)} is longer than 1000h`);
  if (duration > 0 && duration < SHORTEST) return problems.add(value, `${quote(text)} is shorter than 1ms`);
  return duration;
}

function nanoseconds(text: string): number | undefined {
  const part = new RegExp(PART);
  let total = 0;
  let end = 0;
  for (let match = part.exec(text); match !== null; match = part.exec(text)) {
    total += Number(match[1]) * (NANOSECONDS[match[2] ?? ''] ?? 0);
    end = part.lastIndex;
  }
  return end === text.length && end > 0 ? Math.round(total) : undefined;
}
