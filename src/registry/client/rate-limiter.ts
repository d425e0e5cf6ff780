import type { Clock } from '../../ports.ts';
import { refuseAfter } from '../http/cancellation.ts';

/** Milliseconds of the pauses that grow while a registry refuses everything: a minute is what most limits count by. */
const FIRST_PAUSE_MS = 500;
const MAX_PAUSE_MS = 60_000;
/** The longest interval between two requests: a registry that wants fewer than one a second says so by a longer Retry-After. */
const MAX_INTERVAL_MS = 1000;
/** On the way to a registry one request is held up for longer than the next: what is as fast as the limit is refused. */
const MARGIN = 1.1;
/** How much slower it is after each further refusal. */
const SLOWDOWN = 1.25;
/** Requests in a row that went through, after which twice as many a second are tried. */
const REQUESTS_BEFORE_SPEEDUP = 30;

/**
 * When the next request to one registry may go. A registry limits the requests of a client, not those for one blob: a 429
 * for one of them is a pause for all. From then on they go one after another, as far apart as the registry was seen to allow.
 */
export class RateLimiter {
  readonly #clock: Clock;
  /** Milliseconds between requests; 0 = as they come. */
  #interval = 0;
  /** The pause that this was measured by, and what it cannot be less than since it was too fast before. */
  #measured = { pause: 0, least: 0 };
  /** When requests went through. */
  #passes: number[] = [];
  /** So many did since the last pause. */
  #passed = 0;
  /** No request goes before. */
  #next = Number.NEGATIVE_INFINITY;
  /** Wakes who waits for that, where it comes sooner. */
  #sooner = new AbortController();
  /** End of the last pause: what is refused before was sent before it began. */
  #heldUntil = Number.NEGATIVE_INFINITY;
  /** Pauses since a request went through. */
  #pauses = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The registry was seen to limit the number of requests: each one more costs time. */
  get limited(): boolean {
    return this.#interval > 0;
  }

  /** Resolves when a request may go. */
  async acquire(signal: AbortSignal): Promise<void> {
    for (let left = this.#left(signal); left > 0; left = this.#left(signal)) {
      const either = AbortSignal.any([signal, this.#sooner.signal]);
      await this.#clock.sleep(left, either).catch(() => undefined);
    }
    if (this.limited) this.#next = this.#clock.now() + (this.#pauses > 0 ? MAX_INTERVAL_MS : this.#interval);
  }

  /** Whoever gave up takes nobody's turn. */
  #left(signal: AbortSignal): number {
    refuseAfter(signal);
    return this.#next - this.#clock.now();
  }

  /** The registry took a request. */
  succeeded(): void {
    const now = this.#clock.now();
    this.#passes.push(now);
    this.#passed += 1;
    if (!this.limited) return;
    // It was sent before the pause, and a refusal is answered sooner.
    if (now < this.#heldUntil) this.#measure();
    if (this.#passed % REQUESTS_BEFORE_SPEEDUP === 0) this.#interval = this.#interval < 20 ? 0 : this.#interval / 2;
    if (now < this.#heldUntil) return;
    this.#pauses = 0;
    if (now + this.#interval >= this.#next) return;
    this.#next = now + this.#interval;
    this.#sooner.abort();
    this.#sooner = new AbortController();
  }

  /**
   * The registry refused a request as one too many; the next goes in so many milliseconds at the earliest. Returns how long
   * the pause is that begins by this; 0 where one was under way.
   */
  backOff(milliseconds: number): number {
    const now = this.#clock.now();
    const isNew = now >= this.#heldUntil;
    const growing = isNew ? Math.min(MAX_PAUSE_MS, FIRST_PAUSE_MS * 2 ** this.#pauses) : 0;
    const pause = Math.max(milliseconds, growing);
    // A pause that was too short says nothing of how fast they may go after it.
    if (isNew && (this.#pauses === 0 || !this.limited)) this.#slowDown(pause, now);
    if (isNew) this.#pauses += 1;
    this.#heldUntil = Math.max(this.#heldUntil, now + pause);
    this.#next = Math.max(this.#next, this.#heldUntil);
    return isNew ? pause : 0;
  }

  #slowDown(pause: number, now: number): void {
    this.#passes = this.#passes.filter((time) => time >= now - pause);
    this.#measured = { pause, least: this.#interval * SLOWDOWN };
    this.#passed = 0;
    this.#measure();
  }

  /** As many requests as it let through in a time as long as its pause, and a little fewer. */
  #measure(): void {
    const { pause, least } = this.#measured;
    const seen = (pause / Math.max(1, this.#passes.length)) * MARGIN;
    this.#interval = Math.min(MAX_INTERVAL_MS, Math.max(seen, least));
  }
}
