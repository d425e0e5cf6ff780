/** Ends a request that stands still: armed while the other side has to move, at rest while this side has. */
export class Watchdog {
  #timer: NodeJS.Timeout | undefined;
  readonly #controller = new AbortController();
  #ended = false;

  /** Aborted, with the milliseconds that were waited as its reason, when nothing moved for that long. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** From now on something must happen within so many milliseconds. */
  arm(milliseconds: number): void {
    clearTimeout(this.#timer);
    if (this.#ended) return;
    this.#timer = setTimeout(() => this.#controller.abort(new StoodStill(milliseconds)), milliseconds);
  }

  rest(): void {
    clearTimeout(this.#timer);
  }

  /** The request is over, though a body that was not wanted to its end may still be running out. */
  end(): void {
    this.#ended = true;
    this.rest();
  }
}

export class StoodStill extends Error {
  readonly code = 'ETIMEDOUT';

  constructor(milliseconds: number) {
    super(`nothing moved for ${Math.round(milliseconds / 100) / 10} seconds`);
  }
}
