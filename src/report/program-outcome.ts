import { ActionError, messageOf } from '../errors.ts';
import type { RunReport } from './run-report.ts';

/** What became of one image of a run. */
export interface ProgramOutcome {
  /** Empty where the run makes one image. */
  readonly program: string;
  /** Absent where nothing is known of the image. */
  readonly report?: RunReport;
  readonly failure?: unknown;
}

/** What the run ends in after its report: the failures of all its images, each with its program. */
export function failureOf(outcomes: readonly ProgramOutcome[]): unknown {
  const failed = outcomes.filter(({ failure }) => failure !== undefined);
  const [first] = failed;
  if (first === undefined || outcomes.length === 1) return first?.failure;
  const { failure } = first;
  if (failure instanceof ActionError && failure.code === 'cancelled') return failure;
  const done = outcomes.filter((one) => !failed.includes(one)).map(({ program }) => program);
  const rest = done.length === 0 ? '' : `; done: ${done.join(', ')}`;
  const lines = failed.map(({ program, failure: why }) => `${program}: ${messageOf(why)}`);
  const [code, hint] =
    failure instanceof ActionError ? [failure.code, failure.hint] : (['internal', undefined] as const);
  const message = `${failed.length} of ${outcomes.length} programs failed${rest}\n${lines.join('\n')}`;
  return new ActionError(code, message, { hint, cause: failure });
}
