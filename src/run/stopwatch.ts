import type { Clock } from '../ports.ts';
import type { Stage } from '../report/run-report.ts';

/** Takes the time of the parts of a run. */
export class Stopwatch {
  readonly #clock: Clock;
  readonly #stages: Stage[] = [];
  readonly #begun: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#begun = clock.now();
  }

  /** Milliseconds since it was made. */
  get elapsed(): number {
    return this.#clock.now() - this.#begun;
  }

  async time<T>(name: string, work: () => Promise<T>): Promise<T> {
    const begun = this.#clock.now();
    try {
      return await work();
    } finally {
      this.#stages.push({ name, milliseconds: this.#clock.now() - begun });
    }
  }

  get stages(): readonly Stage[] {
    return this.#stages;
  }
}
