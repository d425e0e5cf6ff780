import { freeMemory } from '../free-memory.ts';
import type { MemoryBudget } from './memory-budget.ts';
import { Spool } from './spool.ts';

interface Chunk {
  readonly start: number;
  readonly length: number;
  /** In memory, or at this position of the spool. */
  place: Uint8Array | number;
  /** A reader got the bytes in memory, and may still be sending them. */
  lent: boolean;
}

/**
 * Bytes that are still being made, kept so that any number of readers can follow them or begin again. What does not fit
 * into the shared memory budget goes to a temporary file.
 */
export class ReplayableBuffer {
  readonly #budget: MemoryBudget;
  readonly #spool: Spool;
  readonly #chunks: Chunk[] = [];
  #size = 0;
  #taken = 0;
  #end: { readonly error?: unknown } | undefined;
  #wake: () => void = () => {};
  #grown: Promise<void> = Promise.resolve();

  constructor(budget: MemoryBudget, spoolFolder: string) {
    this.#budget = budget;
    this.#spool = new Spool(spoolFolder);
    this.#arm();
  }

  get size(): number {
    return this.#size;
  }

  /** Takes the bytes over, and empties them where they go to disk; resolves when there is room for more. One append at a time. */
  async append(bytes: Uint8Array): Promise<void> {
    if (bytes.length === 0) return;
    const chunk: Chunk = { start: this.#size, length: bytes.length, place: bytes, lent: false };
    this.#chunks.push(chunk);
    this.#size += bytes.length;
    this.#announce();
    if (this.#budget.take(bytes.length)) this.#taken += bytes.length;
    else await this.#moveToDisk(chunk, bytes);
  }

  finish(): void {
    this.#end = {};
    this.#announce();
  }

  /** Every reader, now and later, gets this error in place of an end. */
  fail(error: unknown): void {
    this.#end = { error };
    this.#announce();
  }

  /** From `offset` on, as the bytes come. Nothing is copied, so the pieces must not be changed. */
  async *read(offset: number, signal?: AbortSignal): AsyncGenerator<Uint8Array, void, undefined> {
    for (let at = offset; ; ) {
      signal?.throwIfAborted();
      if (this.#end !== undefined && 'error' in this.#end) throw this.#end.error;
      const chunk = this.#chunkAt(at);
      if (chunk !== undefined) {
        const bytes = await this.#load(chunk);
        yield bytes.subarray(at - chunk.start);
        at = chunk.start + chunk.length;
      } else if (this.#end !== undefined) return;
      else await aborted(this.#grown, signal);
    }
  }

  /** Frees memory and disk. */
  async clear(): Promise<void> {
    this.#chunks.length = 0;
    this.#budget.give(this.#taken);
    this.#taken = 0;
    await this.#spool.close();
  }

  async #load(chunk: Chunk): Promise<Uint8Array> {
    if (typeof chunk.place === 'number') return await this.#spool.read(chunk.place, chunk.length);
    chunk.lent = true;
    return chunk.place;
  }

  async #moveToDisk(chunk: Chunk, bytes: Uint8Array): Promise<void> {
    chunk.place = await this.#spool.append(bytes);
    if (!chunk.lent) freeMemory(bytes);
  }

  /** The chunk that holds this byte, by bisection. */
  #chunkAt(at: number): Chunk | undefined {
    if (at >= this.#size) return undefined;
    let [low, high] = [0, this.#chunks.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#chunks[middle]?.start ?? Number.POSITIVE_INFINITY) <= at) low = middle;
      else high = middle - 1;
    }
    return this.#chunks[low];
  }

  #arm(): void {
    this.#grown = new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  #announce(): void {
    const wake = this.#wake;
    this.#arm();
    wake();
  }
}

/** Waits for the promise, or rejects with the signal's reason as soon as it is aborted. */
async function aborted(promise: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) return await promise;
  let stop: () => void = () => {};
  const abort = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    await Promise.race([promise, abort]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
