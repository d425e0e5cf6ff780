/** Work that leaves nothing behind: nobody waits for its end when the run is cancelled. */
export async function untilCancelled<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  signal.throwIfAborted();
  let cancel = () => {};
  const cancelled = new Promise<never>((_, reject) => {
    cancel = () => reject(signal.reason);
  });
  return await withStop(signal, cancel, () => Promise.race([work(), cancelled]));
}

/**
 * Work that has to tidy up: it is told to stop, and its end is waited for. Whatever it then ends in, the reason is that
 * the run was cancelled.
 */
export async function stoppedByCancel<T>(signal: AbortSignal, stop: () => void, work: () => Promise<T>): Promise<T> {
  signal.throwIfAborted();
  try {
    return await withStop(signal, stop, work);
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  }
}

/** Work that is told to stop when the run is cancelled, and has its own words for what became of it. */
export async function withStop<T>(signal: AbortSignal, stop: () => void, work: () => Promise<T>): Promise<T> {
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await work();
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
