import type { Clock } from '../../ports.ts';
import { refuseAfter } from '../http/cancellation.ts';

/** Milliseconds of the pauses that grow while a registry refuses everything: a minute is what most limits count by. */
const FIRST_PAUSE_MS = 500;
const MAX_PAUSE_MS = 60_000;
/** The longest interval between two requests: a registry that wants fewer than one a second says so by a longer Retry-After. */
const MAX_INTERVAL_MS = 1000;
/** Requests in a row that went through, after which twice as many a second are tried. */
const REQUESTS_BEFORE_SPEEDUP = 30;

/**
 * When the next request to one registry may go. A registry limits the requests of a client, not those for one blob: a 429
 * for one of them is a pause for all. From then on they go one after another, as far apart as the registry was seen to allow.
 */
export class Pace {
  readonly #clock: Clock;
  /** Milliseconds between requests; 0 = as they come. */
  #interval = 0;
  /** Since then, `#passed` requests went through. */
  #since: number | undefined;
  #passed = 0;
  /** No request goes before. */
  #next = Number.NEGATIVE_INFINITY;
  /** End of the last pause: what is refused before was sent before it began. */
  #heldUntil = Number.NEGATIVE_INFINITY;
  /** Pauses since a request went through. */
  #pauses = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Resolves when a request may go. */
  async turn(signal: AbortSignal): Promise<void> {
    this.#since ??= this.#clock.now();
    for (let now = this.#clock.now(); now < this.#next; now = this.#clock.now()) {
      await this.#clock.sleep(this.#next - now, signal).catch(() => refuseAfter(signal));
    }
    if (this.#interval > 0) this.#next = this.#clock.now() + (this.#pauses > 0 ? MAX_INTERVAL_MS : this.#interval);
  }

  /** The registry took a request. */
  passed(): void {
    this.#passed += 1;
    if (this.#interval === 0) return;
    if (this.#passed % REQUESTS_BEFORE_SPEEDUP === 0) this.#interval = this.#interval < 20 ? 0 : this.#interval / 2;
    if (this.#clock.now() < this.#heldUntil) return;
    this.#pauses = 0;
    this.#next = Math.min(this.#next, this.#clock.now() + this.#interval);
  }

  /**
   * The registry refused a request as one too many; the next goes in so many milliseconds at the earliest. Returns how long
   * the pause is that begins by this; 0 where one was under way.
   */
  hold(milliseconds: number): number {
    const now = this.#clock.now();
    const isNew = now >= this.#heldUntil;
    const growing = isNew ? Math.min(MAX_PAUSE_MS, FIRST_PAUSE_MS * 2 ** this.#pauses) : 0;
    const pause = Math.max(milliseconds, growing);
    if (isNew) this.#slowDown(pause, now);
    this.#heldUntil = Math.max(this.#heldUntil, now + pause);
    this.#next = Math.max(this.#next, this.#heldUntil);
    return isNew ? pause : 0;
  }

  #slowDown(pause: number, now: number): void {
    const seen = Math.max(pause, now - (this.#since ?? now)) / Math.max(1, this.#passed);
    this.#interval = Math.min(MAX_INTERVAL_MS, this.#interval === 0 ? seen : this.#interval * 1.5);
    this.#pauses += 1;
    this.#passed = 0;
    this.#since = now + pause;
  }
}
