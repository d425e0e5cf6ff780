/** Ends a request that stands still, armed while the other side has to move and at rest while this side has, or that never ends. */
export class Watchdog {
  readonly #silence = new PatientTimer();
  readonly #limit = new PatientTimer();
  readonly #controller = new AbortController();
  #ended = false;

  /** Aborted, with the milliseconds that were waited as its reason, when nothing moved for that long. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** From now on something must happen within so many milliseconds. */
  arm(milliseconds: number): void {
    if (this.#ended) return;
    this.#silence.start(milliseconds, () => this.#controller.abort(new StoodStill(milliseconds)));
  }

  rest(): void {
    this.#silence.stop();
  }

  /** From now on it must be over within so many milliseconds, however much moves, unless it is given more. */
  limit(milliseconds: number): void {
    if (this.#ended) return;
    this.#limit.start(milliseconds, () => this.#controller.abort(new TooSlow(milliseconds)));
  }

  /** The request is over, though a body that was not wanted to its end may still be running out. */
  end(): void {
    this.#ended = true;
    this.rest();
    this.#limit.stop();
  }
}

/**
 * A timer that looks at what has arrived before it strikes: where this process was held up, as on a machine that has too
 * much to do, the time was over before anybody could read.
 * https://nodejs.org/en/learn/asynchronous-work/event-loop-timers-and-nexttick: timers come first, then what arrived, then setImmediate.
 */
class PatientTimer {
  #timer: NodeJS.Timeout | undefined;
  #strike: NodeJS.Immediate | undefined;

  start(milliseconds: number, strike: () => void): void {
    this.stop();
    this.#timer = setTimeout(() => {
      this.#strike = setImmediate(strike);
    }, milliseconds);
  }

  stop(): void {
    clearTimeout(this.#timer);
    clearImmediate(this.#strike);
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
    super(`the answer was still incomplete after ${seconds(milliseconds)}`);
  }
}

function seconds(milliseconds: number): string {
  return `${Math.round(milliseconds / 100) / 10} seconds`;
}
