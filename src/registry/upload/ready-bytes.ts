import type { BlobSource } from '../api.ts';

/** How much of a blob has been made: a chunk's length must be told before its first byte goes out. */
export class ReadyBytes {
  readonly #blob: BlobSource;
  readonly #signal: AbortSignal;
  #made = 0;
  #ended = false;
  #counting: AsyncIterator<Uint8Array> | undefined;

  constructor(blob: BlobSource, signal: AbortSignal) {
    this.#blob = blob;
    this.#signal = signal;
  }

  /** Resolves with the number of bytes there are once it is `wanted` at least, or once the blob is complete. */
  async reach(wanted: number): Promise<{ readonly made: number; readonly complete: boolean }> {
    while (!this.#settled() && this.#made < wanted) {
      this.#counting ??= this.#blob.read(this.#made, this.#signal)[Symbol.asyncIterator]();
      const { done, value } = await this.#counting.next();
      if (done) this.#ended = true;
      else this.#made += value.length;
    }
    return { made: this.#made, complete: this.#ended };
  }

  /** Once the last byte was made nothing need be counted. */
  #settled(): boolean {
    const known = this.#blob.known();
    if (known === undefined) return this.#ended;
    this.#made = known.size;
    this.#ended = true;
    this.close();
    return true;
  }

  close(): void {
    void this.#counting?.return?.().catch(() => undefined);
    this.#counting = undefined;
  }
}
