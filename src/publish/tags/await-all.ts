/** Lets all of them come to their end, then fails with the first failure: nothing goes on unseen after an error. */
export async function awaitAll<T>(work: readonly Promise<T>[]): Promise<T[]> {
  const results = await Promise.allSettled(work);
  return results.map((result) => {
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  });
}
