import { ActionError } from '../errors.ts';

/** What everything under way ends in when the run is cancelled. */
export function cancelled(signal: AbortSignal): ActionError {
  return new ActionError('cancelled', 'The run was cancelled', { cause: signal.reason });
}

export function refuseAfter(signal: AbortSignal): void {
  if (signal.aborted) throw cancelled(signal);
}
