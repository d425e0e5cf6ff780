import type { Clock, Log } from '../../ports.ts';
import { formatBytes, formatDuration } from '../../quantities.ts';
import type { BlobSource } from '../api.ts';

const INTERVAL_MS = 5000;

/** Milliseconds without a byte after which users wonder; they wonder again after twice as long. */
const SILENCE_MS = 15_000;

/**
 * Logs how far the uploads to one registry are: at most a line every few seconds, none for short uploads. A registry that
 * has a large blob, or a proxy that checks it, may say nothing for minutes: that is told, too.
 */
export class Progress {
  readonly #registry: string;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #silence: number;
  readonly #blobs = new Map<BlobSource, number>();
  #reportedAt = 0;
  #movedAt = 0;
  #sent = 0;
  #sentAtReport = 0;
  #timer: NodeJS.Timeout | undefined;

  /** @param silence milliseconds without a byte after which a line says so */
  constructor(registry: string, clock: Clock, log: Log, silence = SILENCE_MS) {
    this.#registry = registry;
    this.#clock = clock;
    this.#log = log;
    this.#silence = silence;
  }

  begin(blob: BlobSource): void {
    if (this.#blobs.size === 0) this.#reported(this.#clock.now());
    this.#blobs.set(blob, 0);
    this.#moved();
  }

  end(blob: BlobSource): void {
    this.#blobs.delete(blob);
    this.#moved();
  }

  /** Bytes of this blob are out, counted from its beginning. */
  at(blob: BlobSource, offset: number, moved: number): void {
    // A body that was answered early may still be running out.
    if (!this.#blobs.has(blob)) return;
    this.#blobs.set(blob, offset);
    this.#sent += moved;
    this.#moved();
    const passed = this.#movedAt - this.#reportedAt;
    if (passed < INTERVAL_MS) return;
    const rate = ((this.#sent - this.#sentAtReport) / passed) * 1000;
    this.#tell(`${formatBytes(Math.round(rate))}/s`);
    this.#reported(this.#movedAt);
  }

  #reported(now: number): void {
    this.#reportedAt = now;
    this.#sentAtReport = this.#sent;
  }

  #moved(): void {
    this.#movedAt = this.#clock.now();
    clearTimeout(this.#timer);
    if (this.#blobs.size > 0) this.#listen(this.#silence);
  }

  #listen(patience: number): void {
    const wonder = () => {
      this.#tell(`nothing has moved for ${formatDuration(this.#clock.now() - this.#movedAt)}`);
      this.#listen(2 * patience);
    };
    this.#timer = setTimeout(wonder, patience).unref();
  }

  #tell(what: string): void {
    const done = [...this.#blobs.values()].reduce((sum, bytes) => sum + bytes, 0);
    const total = [...this.#blobs.keys()].reduce((sum, each) => sum + (each.known()?.size ?? each.sizeLimit), 0);
    const share =
      done < total
        ? `${formatBytes(done)} of ${formatBytes(total)}`
        : `all of ${formatBytes(total)} is sent, no answer yet`;
    this.#log.info(`Uploading to ${this.#registry}: ${share}, ${what}`);
  }
}
