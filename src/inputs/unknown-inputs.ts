import { suggest } from '../config/suggest.ts';
import type { Environment } from '../ports.ts';
import { printable } from '../printable.ts';
import { INPUT_DEFAULTS } from './input-table.ts';

/**
 * What is set as an input, is none, and is spelt almost like one. The runner warns about its own `with:`; a shell does
 * not. Variables that resemble no input belong to somebody else.
 */
export function unknownInputs(environment: Environment): string[] {
  const known = Object.keys(INPUT_DEFAULTS);
  return Object.keys(environment).flatMap((key) => {
    const name = /^INPUT_(.+)$/.exec(key)?.[1]?.toLowerCase().replaceAll('_', '-');
    if (name === undefined || known.includes(name)) return [];
    const meant = suggest(name, known);
    return meant === undefined ? [] : [`${printable(key)} is not an input; did you mean ${meant}?`];
  });
}
