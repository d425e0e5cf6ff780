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

interface Seat {
  readonly lane: EncoderThread;
  busy: number;
}

/**
 * Hands the blocks of all layers to whatever thread is free. The layer that came first goes first, and others fill the
 * gaps: so one upload ends while the next layer is compressed, instead of all ending at once.
 */
export class DeflatePool {
  readonly #seats: Seat[] = [];
  readonly #waiting: Task[] = [];
  #closed = false;

  /** Lanes that were added last get work first: the main thread is the first of them. */
  add(lane: EncoderThread): void {
    this.#seats.unshift({ lane, busy: 0 });
    this.dispatch();
  }

  deflate(block: Block, rank: number, signal: AbortSignal): Promise<DeflatedBlock> {
    const task: Task = { block, rank, signal, result: new Deferred() };
    const later = this.#waiting.findIndex((other) => other.rank > rank);
    this.#waiting.splice(later < 0 ? this.#waiting.length : later, 0, task);
    this.dispatch();
    return task.result.promise;
  }

  /** Gives out what waits; also called when a lane's capacity has grown. */
  dispatch(): void {
    for (const seat of this.#seats) {
      while (seat.busy < seat.lane.capacity) {
        const task = this.#next();
        if (task === undefined) return;
        void this.#run(seat, task);
      }
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    const lanes = this.#seats.splice(0).map(({ lane }) => lane);
    for (const task of this.#waiting.splice(0)) task.result.reject(new Error('the compressor was closed'));
    await Promise.all(lanes.map((lane) => lane.close()));
  }

  #next(): Task | undefined {
    for (let task = this.#waiting.shift(); task !== undefined; task = this.#waiting.shift()) {
      if (!task.signal.aborted) return task;
      task.result.reject(task.signal.reason);
    }
    return undefined;
  }

  async #run(seat: Seat, task: Task): Promise<void> {
    seat.busy++;
    try {
      task.result.resolve(await seat.lane.deflate(task.block));
    } catch (error) {
      if (error instanceof ThreadDied) this.#lose(seat, task);
      else task.result.reject(error);
    }
    seat.busy--;
    this.dispatch();
  }

  /** The thread is gone, its blocks are not: they are the first that another one takes. */
  #lose(seat: Seat, task: Task): void {
    const index = this.#seats.indexOf(seat);
    if (index >= 0) this.#seats.splice(index, 1);
    if (this.#closed) task.result.reject(task.signal.reason ?? new Error('the compressor was closed'));
    else this.#waiting.unshift(task);
  }
}
