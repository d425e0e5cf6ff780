import { ActionError, ProblemsError } from '../errors.ts';
import type { Positions } from './config-block.ts';
import { formatPosition } from './problems.ts';

/** A later stage's error about a key of the config block (`time-zones: …`), with the place where the key stands. */
export function locateProblems(thrown: unknown, positions: Positions): unknown {
  if (thrown instanceof ProblemsError) {
    return new ProblemsError(
      thrown.code,
      thrown.problems.map((problem) => located(problem, positions)),
    );
  }
  if (!(thrown instanceof ActionError)) return thrown;
  const { code, message, hint, cause } = thrown;
  const text = located(message, positions);
  return text === message ? thrown : new ActionError(code, text, { hint, cause });
}

function located(message: string, positions: Positions): string {
  const [, key = ''] = /^([a-z-]+): /.exec(message) ?? [];
  const position = Object.hasOwn(positions, key) ? positions[key] : undefined;
  return position === undefined ? message : `${formatPosition(position)}: ${message}`;
}
