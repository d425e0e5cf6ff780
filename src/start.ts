import { systemClock } from './action/clock.ts';
import { fail } from './action/failure.ts';
import { runnerLog } from './action/log.ts';
import { runnerProcesses } from './action/process-runner.ts';
import { surviveClosedLog, watchForSilentEnd } from './action/silent-end.ts';
import { ActionError } from './errors.ts';
import type { EncoderAssets } from './layer/encoder-assets.ts';
import { run } from './run.ts';

/** Time for what is under way to be undone after a signal, before the process ends all the same. */
const GRACE = 7500;

/**
 * Builds the ports, runs, and turns anything thrown into one failed step.
 * @param distribution address of the running file in dist/
 * @param encoder may be on its way already
 */
export async function start(distribution: string, encoder: EncoderAssets): Promise<void> {
  const cancellation = new AbortController();
  const onSignal = (signal: NodeJS.Signals) => cancel(cancellation, signal);
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
  const stopWatching = watchForSilentEnd();
  surviveClosedLog();
  try {
    await run({
      environment: process.env,
      log: runnerLog,
      clock: systemClock,
      random: Math.random,
      processes: runnerProcesses,
      signal: cancellation.signal,
      distribution,
      encoder,
    });
  } catch (error) {
    fail(error);
  }
  stopWatching();
  // A helper program that does not end, or a socket kept open, must not hold up the job.
  process.stdout.write('', () => process.exit());
}

/** The runner sends SIGINT, then SIGTERM 7.5 s later, then kills. https://docs.github.com/actions/managing-workflow-runs/canceling-a-workflow */
function cancel(cancellation: AbortController, signal: NodeJS.Signals): void {
  cancellation.abort(new ActionError('cancelled', `The run was cancelled (${signal})`));
  setTimeout(() => process.exit(1), GRACE).unref();
}
