import pLimit, { type LimitFunction } from 'p-limit';
import type { Clock } from '../../ports.ts';

/** Failures within so many milliseconds count as one. */
const SAME_FAILURE_MS = 1000;

/** Blobs in flight at one registry: fewer when it shows that it is too much, more again when all goes well. */
export class Slots {
  readonly #limit: LimitFunction;
  readonly #max: number;
  readonly #clock: Clock;
  #reduced = Number.NEGATIVE_INFINITY;
  #good = 0;

  constructor(most: number, clock: Clock) {
    this.#max = most;
    this.#clock = clock;
    this.#limit = pLimit(most);
  }

  get current(): number {
    return this.#limit.concurrency;
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    return this.#limit(async () => {
      const result = await work();
      this.#more();
      return result;
    });
  }

  fewer(): void {
    this.#good = 0;
    if (this.#clock.now() - this.#reduced < SAME_FAILURE_MS) return;
    this.#reduced = this.#clock.now();
    this.#limit.concurrency = Math.max(1, Math.floor(this.current / 2));
  }

  #more(): void {
    this.#good += 1;
    if (this.#good < this.current || this.current === this.#max) return;
    this.#good = 0;
    this.#limit.concurrency = this.current + 1;
  }
}
