/** Ends a request that stands still, armed while the other side has to move and at rest while this side has, or that never ends. */
export class Watchdog {
  #timer: NodeJS.Timeout | undefined;
  #limit: NodeJS.Timeout | undefined;
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

  /** From now on it must be over within so many milliseconds, however much moves, unless it is given more. */
  limit(milliseconds: number): void {
    clearTimeout(this.#limit);
    if (this.#ended) return;
    this.#limit = setTimeout(() => this.#controller.abort(new TooSlow(milliseconds)), milliseconds);
  }

  /** The request is over, though a body that was not wanted to its end may still be running out. */
  end(): void {
    this.#ended = true;
    this.rest();
    clearTimeout(this.#limit);
  }
}

export class StoodStill extends Error {
  readonly code = 'ETIMEDOUT';

  constructor(milliseconds: number) {
    super(`nothing moved for ${seconds(milliseconds)}`);
  }
}

export class TooSlow extends Error {
  readonly code = 'ETIMEDOUT';

  constructor(milliseconds: number) {
    super(`the answer trickled for ${seconds(milliseconds)} and was not whole`);
  }
}

function seconds(milliseconds: number): string {
  return `${Math.round(milliseconds / 100) / 10} seconds`;
}
