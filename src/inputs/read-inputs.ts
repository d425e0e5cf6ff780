import type { Environment } from '../ports.ts';
import { INPUT_DEFAULTS, type InputName } from './input-table.ts';

export type RawInputs = Readonly<Record<InputName, string>>;

/** All inputs as text. `INPUT_CHUNK_SIZE` is taken as well as `INPUT_CHUNK-SIZE`, since shells cannot set the latter. */
export function readInputs(environment: Environment): RawInputs {
  const names = Object.keys(INPUT_DEFAULTS) as InputName[];
  return Object.fromEntries(names.map((name) => [name, readInput(environment, name)])) as RawInputs;
}

function readInput(environment: Environment, name: InputName): string {
  const key = `INPUT_${name.toUpperCase()}`;
  const given = (environment[key] ?? '').trim() || (environment[key.replaceAll('-', '_')] ?? '').trim();
  return given || INPUT_DEFAULTS[name];
}

/** One entry per line or between commas; blank lines and lines that begin with `#` are skipped. */
export function readList(text: string): string[] {
  return readLines(text)
    .flatMap((line) => line.split(','))
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

/** One entry per line, commas kept: labels and annotations. */
export function readLines(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}
