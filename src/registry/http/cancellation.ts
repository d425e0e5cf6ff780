import { ActionError } from '../../errors.ts';

/** What everything under way ends in when the run is cancelled; the reason of `signal` says by what. */
export function cancelled({ reason }: AbortSignal): ActionError {
  const message = reason instanceof ActionError ? reason.message : 'The run was cancelled';
  return new ActionError('cancelled', message, {
    hint: 'Uploads that were under way are given up, and the registry was told so where it answers. What was complete stays there, and the next run sends the rest.',
    cause: reason,
  });
}

export function refuseAfter(signal: AbortSignal): void {
  if (signal.aborted) throw cancelled(signal);
}
