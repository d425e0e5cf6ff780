import { setMaxListeners } from 'node:events';
import { ActionError } from '../errors.ts';

/**
 * Aborted when the run is to end before its time. Called before anything is loaded: until then, a signal ends the process
 * without a word. The runner sends SIGINT, then SIGTERM 7.5 s later, then kills.
 * https://docs.github.com/actions/managing-workflow-runs/canceling-a-workflow
 */
export function watchForSignals(): AbortController {
  const ending = new AbortController();
  // Everything that waits hears of it, as many requests as there are: Node would take more than ten for a leak.
  setMaxListeners(0, ending.signal);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => ending.abort(new ActionError('cancelled', `The run was cancelled (${signal})`)));
  }
  return ending;
}
