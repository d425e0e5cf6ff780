import { ActionError } from '../errors.ts';
import type { Fail } from './failure.ts';

/**
 * Node ends with code 13 and no word where a run waits for what can no longer come; a user gets to know. Returns what
 * ends the watch.
 */
export function watchForSilentEnd(fail: Fail): () => void {
  const report = () =>
    fail(
      new ActionError('internal', 'The run stopped before its end, with nothing left that it could wait for', {
        hint: 'What the log shows above has been done, and nothing else. Please report this with the log of a run with debug logging.',
      }),
    );
  process.once('beforeExit', report);
  return () => void process.off('beforeExit', report);
}

/** Whoever read the log may be gone (`| head`): that must not break off a push. */
export function surviveClosedLog(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
}
