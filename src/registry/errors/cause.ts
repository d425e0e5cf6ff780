import { printable } from '../../printable.ts';
import type { Facts } from './registry-error.ts';

/** A cause that is known, how it is recognised, and what to do about it. */
export interface Cause {
  readonly fits: (facts: Facts) => boolean;
  readonly hint: (facts: Facts) => string;
}

/** Whether the registry's own words or codes are like this. */
export function says({ text, codes }: Facts, words: RegExp): boolean {
  return words.test(text) || codes.some((code) => words.test(code));
}

/** ` (nginx/1.18.0)`, where the answer names its server. */
export function byName({ server }: Facts): string {
  return server === '' ? '' : ` (${printable(server, 60)})`;
}

/** `the user "bob"` */
export function nameOf({ username }: Facts['identity']): string {
  return username === undefined ? 'the token' : `the user "${username}"`;
}
