import { ActionError, messageOf } from '../../errors.ts';

/** What everything under way ends in when the run is cancelled; the reason of `signal` says by what. */
export function cancelled({ reason }: AbortSignal): ActionError {
  return new ActionError('cancelled', reasonOf(reason), {
    hint: 'Uploads that were under way are given up, and the registry was told so where it answers. What was complete stays there, and the next run sends the rest.',
    cause: reason,
  });
}

/** An error that nobody caught ends a run as a signal does, and must not be taken for one. */
function reasonOf(reason: unknown): string {
  if (reason instanceof ActionError) return reason.message;
  const isError = reason instanceof Error && reason.name !== 'AbortError';
  return isError ? `Internal error: ${messageOf(reason)}` : 'The run was cancelled';
}

export function refuseAfter(signal: AbortSignal): void {
  if (signal.aborted) throw cancelled(signal);
}

/** Waits for what others wait for too: an end of `signal` ends the waiting, not the work. */
export async function waitFor<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  refuseAfter(signal);
  let stop = () => {};
  const end = new Promise<never>((_, reject) => {
    stop = () => reject(cancelled(signal));
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, end]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
