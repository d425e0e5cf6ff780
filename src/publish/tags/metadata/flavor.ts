import { ActionError, ProblemsError } from '../../../errors.ts';
import { printable } from '../../../printable.ts';
import { checkExpressions, GLOBAL_NAMES } from '../global-expressions.ts';
import { parseTemplate, type Template } from '../template.ts';
import { csvFields } from './csv-fields.ts';

/** docker/metadata-action's input `flavor`: what all tags have in common. https://github.com/docker/metadata-action#flavor-input */
export interface Flavor {
  readonly latest: 'auto' | boolean;
  readonly prefix: Affix;
  readonly suffix: Affix;
}

export interface Affix {
  readonly text: Template;
  /** The tag `latest` gets it too. */
  readonly onLatest: boolean;
}

const NO_AFFIX: Affix = { text: [], onLatest: false };

export const NO_FLAVOR: Flavor = { latest: 'auto', prefix: NO_AFFIX, suffix: NO_AFFIX };

/** Reads lines such as `latest=false` and `suffix=-alpine,onlatest=true`. Throws a ProblemsError with all that is wrong. */
export function parseFlavor(lines: readonly string[]): Flavor {
  const problems: string[] = [];
  let flavor = NO_FLAVOR;
  for (const line of lines) {
    try {
      flavor = withLine(flavor, line);
    } catch (error) {
      if (!(error instanceof ActionError)) throw error;
      problems.push(`flavor: in "${printable(line, 100)}", ${error.message}`);
    }
  }
  if (problems.length > 0) throw new ProblemsError('input', problems);
  return flavor;
}

function withLine(before: Flavor, line: string): Flavor {
  let flavor = before;
  let last: 'prefix' | 'suffix' | undefined;
  for (const field of csvFields(line)) {
    const [key, value] = pairOf(field);
    if (key === 'latest') flavor = { ...flavor, latest: readLatest(value) };
    else if (key === 'onlatest') flavor = onLatest(flavor, last, value);
    else {
      flavor = { ...flavor, [key]: { text: affix(value), onLatest: false } };
      last = key;
    }
  }
  return flavor;
}

const KEYS = ['latest', 'prefix', 'suffix', 'onlatest'] as const;

function pairOf(field: string): [key: (typeof KEYS)[number], value: string] {
  const [, name = '', value = ''] = /^([^=]*)=(.*)$/s.exec(field) ?? [];
  const key = KEYS.find((one) => one === name.trim().toLowerCase());
  if (key !== undefined) return [key, value.trim()];
  throw new ActionError(
    'input',
    `"${printable(field, 60)}" is not known; there are latest=, prefix=, suffix=, onlatest=`,
  );
}

function readLatest(value: string): Flavor['latest'] {
  if (value === 'auto') return value;
  return readBoolean('latest', value, 'auto, true or false');
}

function onLatest(flavor: Flavor, affixName: 'prefix' | 'suffix' | undefined, value: string): Flavor {
  if (affixName === undefined) throw new ActionError('input', 'onlatest= belongs behind a prefix= or suffix=');
  return {
    ...flavor,
    [affixName]: { ...flavor[affixName], onLatest: readBoolean('onlatest', value, 'true or false') },
  };
}

function readBoolean(name: string, value: string, expected: string): boolean {
  if (value === 'true' || value === 'false') return value === 'true';
  throw new ActionError('input', `${name}=${printable(value, 60)} is not ${expected}`);
}

function affix(text: string): Template {
  const parts = parseTemplate(text);
  checkExpressions(parts, GLOBAL_NAMES);
  return parts;
}
