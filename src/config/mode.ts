import { type Problems, quote } from './problems.ts';
import { readText } from './readers.ts';
import type { Value } from './value.ts';

/** Octal as written: `0644`, `644`, `"0o644"`, `1777`. */
export function readMode(value: Value, problems: Problems): number | undefined {
  const text = readText(value, problems);
  if (text === undefined) return undefined;
  if (/^(?:0o?)?[0-7]{1,4}$/.test(text)) return Number.parseInt(text.replace(/^0o/, ''), 8);
  return problems.add(value, `${quote(text)} is not a mode; write it in octal, as 0644 or 1777`);
}
