import { failureText } from '../failure-text.ts';
import type { RunLog } from './log.ts';

/** The runner cuts an annotation at 4096 characters (ExecutionContext.cs). */
const LIMIT = 4000;

/** How a run ends as failed. */
export type Fail = (thrown: unknown) => void;

/** Ends the run as failed, with one error however often it is asked to. Stacks are for those who turned on debug logging. */
export function failOnce(log: RunLog): Fail {
  let failed = false;
  return (thrown) => {
    process.exitCode = 1;
    const text = failureText(thrown);
    if (failed) log.debug(`After the error: ${text}`);
    else log.error(text.length > LIMIT ? `${text.slice(0, LIMIT)}…` : text);
    failed = true;
    if (thrown instanceof Error && thrown.stack !== undefined) log.debug(thrown.stack);
  };
}
