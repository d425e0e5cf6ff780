import type { Descriptor } from '../oci/descriptor.ts';
import type { Digest } from '../oci/digest.ts';
import { CompressionRun, type RunInput } from './compression-run.ts';
import { Deferred } from './deferred.ts';
import { sizeLimit } from './encoding.ts';
import type { Hashing } from './hash-tar.ts';
import type { CompressedBlob, Layer } from './layer.ts';
import { closedTooEarly } from './layer-error.ts';
import type { ReplayableBuffer } from './replayable-buffer.ts';

/** A layer whose compressed bytes are made once. */
export class CompressedLayer implements Layer, CompressedBlob {
  readonly label: string;
  readonly tarSize: number;
  readonly mediaType: string;
  readonly sizeLimit: number;
  readonly diffId: Promise<Digest>;
  readonly #hashing: Hashing;
  readonly #run: CompressionRun;
  readonly #hurry: () => void;
  readonly #descriptor = new Deferred<Descriptor>();
  #known: Descriptor | undefined;

  /** @param hurry has all threads compress, once somebody waits for the blob */
  constructor(input: RunInput, hashing: Hashing, bytes: ReplayableBuffer, hurry: () => void) {
    this.label = input.label;
    this.tarSize = input.tar.size;
    this.mediaType = input.encoding.mediaType;
    this.sizeLimit = sizeLimit(input.tar.size);
    this.diffId = hashing.result.then(({ diffId, crc }) => {
      input.contentCheck.compare(crc);
      return diffId;
    });
    this.diffId.catch(() => {});
    this.#hashing = hashing;
    this.#hurry = hurry;
    this.#run = this.#start(input, bytes);
    hashing.deprioritize();
  }

  get blob(): CompressedBlob {
    return this;
  }

  get descriptor(): Promise<Descriptor> {
    this.begin();
    return this.#descriptor.promise;
  }

  expectDiffId(): void {
    this.#hashing.prioritize();
  }

  known(): Descriptor | undefined {
    return this.#known;
  }

  remaining(): number {
    return this.#known === undefined ? this.#run.remaining : 0;
  }

  async *read(offset: number, signal?: AbortSignal): AsyncGenerator<Uint8Array, void, undefined> {
    this.begin();
    yield* this.#run.bytes.read(offset, signal);
  }

  begin(): void {
    this.#hurry();
  }

  /** Ends what is under way and frees its memory; whoever waits for the blob gets an error. */
  async close(): Promise<void> {
    const reason = closedTooEarly(this.label);
    this.#descriptor.reject(reason);
    await this.#run.stop(reason);
  }

  #start(input: RunInput, bytes: ReplayableBuffer): CompressionRun {
    const run = new CompressionRun(input, bytes);
    run.descriptor.then(
      (descriptor) => this.#finish(descriptor),
      (error: unknown) => this.#descriptor.reject(error),
    );
    return run;
  }

  #finish(descriptor: Descriptor | undefined): void {
    if (descriptor === undefined) return;
    this.#known = descriptor;
    this.#descriptor.resolve(descriptor);
  }
}
