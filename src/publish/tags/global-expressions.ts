import { ActionError } from '../../errors.ts';
import { printable } from '../../printable.ts';
import { formatDate } from './date-format.ts';
import type { EventFacts } from './event-facts.ts';
import { type Expression, expressionsOf, type Template } from './template.ts';

/** https://github.com/docker/metadata-action#global-expressions */
export const GLOBAL_NAMES = [
  'branch',
  'tag',
  'sha',
  'base_ref',
  'is_default_branch',
  'is_not_default_branch',
  'date',
  'commit_date',
] as const;

export type GlobalName = (typeof GLOBAL_NAMES)[number];

/** These events always run on the last commit of the default branch. */
const ON_DEFAULT_BRANCH = /create|discussion|issues|schedule/;

/** The value of a global expression; undefined where it is not known, or the name is not one of them. */
export function globalValue(expression: Expression, facts: EventFacts): string | undefined {
  switch (expression.name as GlobalName) {
    case 'branch':
      return facts.branch;
    case 'tag':
      return facts.tag;
    case 'sha':
      return facts.shortSha;
    case 'base_ref':
      return facts.baseRef;
    case 'is_default_branch':
      return `${hasRef(facts) && isDefaultBranch(facts)}`;
    case 'is_not_default_branch':
      return `${hasRef(facts) && !isDefaultBranch(facts)}`;
    case 'date':
      return dateValue(facts.now, expression);
    case 'commit_date':
      return facts.commitTime === undefined ? undefined : dateValue(facts.commitTime, expression);
    default:
      return undefined;
  }
}

function hasRef({ branch, tag, pullRequest }: EventFacts): boolean {
  return branch !== '' || tag !== '' || pullRequest !== '';
}

function isDefaultBranch({ branch, defaultBranch, event }: EventFacts): boolean {
  return (branch !== '' && branch === defaultBranch) || ON_DEFAULT_BRANCH.test(event);
}

/**
 * Throws an ActionError for an unknown expression, or one whose options are wrong.
 * @param known the names that may stand here
 */
export function checkExpressions(template: Template, known: readonly string[]): void {
  for (const expression of expressionsOf(template)) {
    const { name } = expression;
    if (!known.includes(name)) {
      const names = known.map((one) => `{{${one}}}`).join(' ');
      throw new ActionError('input', `{{${printable(name, 60)}}} is not known; there are ${names}`);
    }
    if (name === 'date' || name === 'commit_date') dateValue(0, expression);
  }
}

function dateValue(instant: number, { name, argument, options }: Expression): string {
  const { tz = 'UTC', ...others } = options;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) {
    throw new ActionError('input', `{{${name}}} has no option ${printable(unknown, 60)}; there is tz='Europe/Zurich'`);
  }
  return formatDate(instant, argument, tz);
}
