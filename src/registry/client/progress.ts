import type { Clock, Log } from '../../ports.ts';
import { formatBytes } from '../../quantities.ts';
import type { BlobSource } from '../api.ts';

const INTERVAL_MS = 5000;

/** Logs how far the uploads to one registry are: at most a line every few seconds, none for short uploads. */
export class Progress {
  readonly #registry: string;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #blobs = new Map<BlobSource, number>();
  #reportedAt: number;
  #sent = 0;
  #sentAtReport = 0;

  constructor(registry: string, clock: Clock, log: Log) {
    this.#registry = registry;
    this.#clock = clock;
    this.#log = log;
    this.#reportedAt = clock.now();
  }

  begin(blob: BlobSource): void {
    if (this.#blobs.size === 0) this.#mark();
    this.#blobs.set(blob, 0);
  }

  end(blob: BlobSource): void {
    this.#blobs.delete(blob);
  }

  /** Bytes of this blob are out, counted from its beginning. */
  at(blob: BlobSource, offset: number, moved: number): void {
    this.#blobs.set(blob, offset);
    this.#sent += moved;
    const passed = this.#clock.now() - this.#reportedAt;
    if (passed < INTERVAL_MS) return;
    const rate = ((this.#sent - this.#sentAtReport) / passed) * 1000;
    const done = [...this.#blobs.values()].reduce((sum, bytes) => sum + bytes, 0);
    const total = [...this.#blobs.keys()].reduce((sum, each) => sum + (each.known()?.size ?? each.sizeLimit), 0);
    this.#log.info(
      `Uploading to ${this.#registry}: ${formatBytes(done)} of ${formatBytes(total)}, ${formatBytes(Math.round(rate))}/s`,
    );
    this.#mark();
  }

  #mark(): void {
    this.#reportedAt = this.#clock.now();
    this.#sentAtReport = this.#sent;
  }
}
