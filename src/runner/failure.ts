import { failureText } from '../failure-text.ts';
import type { RunLog } from '../ports.ts';

/** The runner cuts an annotation at 4096 characters (ExecutionContext.cs). */
const LIMIT = 4000;

/** How a run ends as failed. */
export type Fail = (thrown: unknown) => void;

/** Ends the run as failed, with one error however often it is asked to. Stacks are for those who turned on debug logging. */
export function failOnce(log: RunLog, exitCodeOf: (thrown: unknown) => number = () => 1): Fail {
  let failed = false;
  return (thrown) => {
    process.exitCode ??= exitCodeOf(thrown);
    const text = failureText(thrown);
    if (failed) log.debug(`After the error: ${text}`);
    else log.error(text.length > LIMIT ? `${text.slice(0, LIMIT)}…` : text);
    failed = true;
    if (thrown instanceof Error && thrown.stack !== undefined) log.debug(thrown.stack);
  };
}
