import type { Clock, Log } from '../../ports.ts';
import type { BlobSource } from '../api.ts';

const INTERVAL = 5000;

/** Tells how far the uploads to one registry are: a line every few seconds at the most, none for what is quick. */
export class Progress {
  readonly #registry: string;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #blobs = new Map<BlobSource, number>();
  #told: number;
  #sent = 0;
  #sentThen = 0;

  constructor(registry: string, clock: Clock, log: Log) {
    this.#registry = registry;
    this.#clock = clock;
    this.#log = log;
    this.#told = clock.now();
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
    const passed = this.#clock.now() - this.#told;
    if (passed < INTERVAL) return;
    const rate = ((this.#sent - this.#sentThen) / passed) * 1000;
    const done = [...this.#blobs.values()].reduce((sum, bytes) => sum + bytes, 0);
    const total = [...this.#blobs.keys()].reduce((sum, each) => sum + (each.known()?.size ?? each.sizeLimit), 0);
    this.#log.info(`Uploading to ${this.#registry}: ${megabytes(done)} of ${megabytes(total)}, ${megabytes(rate)}/s`);
    this.#mark();
  }

  #mark(): void {
    this.#told = this.#clock.now();
    this.#sentThen = this.#sent;
  }
}

/** `42.8 MB`, as registries count. */
export function megabytes(bytes: number): string {
  return bytes < 100_000 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
