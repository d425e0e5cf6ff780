import type { Block, DeflatedBlock } from './block.ts';
import { Deferred } from './deferred.ts';
import { type EncoderThread, ThreadDied } from './encoder-thread.ts';

interface Task {
  readonly block: Block;
  /** Lower goes first. */
  readonly rank: number;
  readonly signal: AbortSignal;
  readonly result: Deferred<DeflatedBlock>;
}

interface Slot {
  readonly thread: EncoderThread;
  busy: number;
}

/**
 * Hands the blocks of all layers to whatever thread is free. The layer that came first goes first, and others fill the
 * gaps: so one upload ends while the next layer is compressed, instead of all ending at once.
 */
export class DeflatePool {
  readonly #slots: Slot[] = [];
  readonly #waiting: Task[] = [];
  #closed = false;

  /** Threads that were added last get work first: the main thread is the first of them. */
  add(thread: EncoderThread): void {
    this.#slots.unshift({ thread, busy: 0 });
    this.dispatch();
  }

  deflate(block: Block, rank: number, signal: AbortSignal): Promise<DeflatedBlock> {
    const task: Task = { block, rank, signal, result: new Deferred() };
    const later = this.#waiting.findIndex((other) => other.rank > rank);
    this.#waiting.splice(later < 0 ? this.#waiting.length : later, 0, task);
    this.dispatch();
    return task.result.promise;
  }

  /** Gives out what waits; also called when a thread's capacity has grown. */
  dispatch(): void {
    for (const slot of this.#slots) {
      while (slot.busy < slot.thread.capacity) {
        const task = this.#next();
        if (task === undefined) return;
        void this.#run(slot, task);
      }
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    const threads = this.#slots.splice(0).map(({ thread }) => thread);
    for (const task of this.#waiting.splice(0)) task.result.reject(new Error('the compressor was closed'));
    await Promise.all(threads.map((thread) => thread.close()));
  }

  #next(): Task | undefined {
    for (let task = this.#waiting.shift(); task !== undefined; task = this.#waiting.shift()) {
      if (!task.signal.aborted) return task;
      task.result.reject(task.signal.reason);
    }
    return undefined;
  }

  async #run(slot: Slot, task: Task): Promise<void> {
    slot.busy++;
    try {
      task.result.resolve(await slot.thread.deflate(task.block));
    } catch (error) {
      if (error instanceof ThreadDied) this.#lose(slot, task);
      else task.result.reject(error);
    }
    slot.busy--;
    this.dispatch();
  }

  /** The thread is gone, its blocks are not: they are the first that another one takes. */
  #lose(slot: Slot, task: Task): void {
    const index = this.#slots.indexOf(slot);
    if (index >= 0) this.#slots.splice(index, 1);
    if (this.#closed) task.result.reject(task.signal.reason ?? new Error('the compressor was closed'));
    else this.#waiting.unshift(task);
  }
}
