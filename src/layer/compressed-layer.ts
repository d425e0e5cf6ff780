import { createHash } from 'node:crypto';
import type { ActionError } from '../errors.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import type { Digest } from '../oci/digest.ts';
import type { TarImage } from '../rootfs/tar-image.ts';
import type { ContentCheck } from './content-check.ts';
import { Deferred } from './deferred.ts';
import { type Encoding, sizeLimit } from './encoding.ts';
import type { Hashing } from './hash-tar.ts';
import type { CompressedBlob, Layer } from './layer.ts';
import { closedTooEarly, layerError } from './layer-error.ts';
import type { ReplayableBuffer } from './replayable-buffer.ts';
import { TarPieces } from './tar-pieces.ts';

/** What a layer is made of, and how. */
export interface LayerSource {
  readonly label: string;
  readonly tar: TarImage;
  readonly encoding: Encoding;
  readonly contentCheck: ContentCheck;
}

/** What an encoder is taken to have done before it shows its own speed: threads and WebAssembly have to start first. */
const FIRST_GUESS = { bytes: 2 ** 20, milliseconds: 8 };

/** A layer whose compressed bytes are made once, from now to the last byte, or until it is closed. */
export class CompressedLayer implements Layer, CompressedBlob {
  readonly label: string;
  readonly tarSize: number;
  readonly mediaType: string;
  readonly sizeLimit: number;
  readonly diffId: Promise<Digest>;
  readonly #hashing: Hashing;
  readonly #bytes: ReplayableBuffer;
  readonly #hurry: () => void;
  readonly #descriptor = new Deferred<Descriptor>();
  readonly #stop = new AbortController();
  readonly #began = process.hrtime.bigint();
  /** Bytes of the tar that are compressed. */
  #done = 0;
  #known: Descriptor | undefined;

  /** @param hurry has all threads compress, once somebody waits for the blob */
  constructor(source: LayerSource, hashing: Hashing, bytes: ReplayableBuffer, hurry: () => void) {
    const { label, tar, encoding, contentCheck } = source;
    this.label = label;
    this.tarSize = tar.size;
    this.mediaType = encoding.mediaType;
    this.sizeLimit = sizeLimit(tar.size);
    this.diffId = hashing.result.then(({ diffId, crc }) => {
      contentCheck.compare(crc);
      return diffId;
    });
    this.diffId.catch(() => {});
    this.#hashing = hashing;
    this.#bytes = bytes;
    this.#hurry = hurry;
    void this.#make(source);
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
    if (this.#known !== undefined) return 0;
    const elapsed = Number(process.hrtime.bigint() - this.#began) / 1e6 + FIRST_GUESS.milliseconds;
    return (elapsed * (this.tarSize - this.#done)) / (this.#done + FIRST_GUESS.bytes);
  }

  async *read(offset: number, signal?: AbortSignal): AsyncGenerator<Uint8Array, void, undefined> {
    this.begin();
    yield* this.#bytes.read(offset, signal);
  }

  begin(): void {
    this.#hurry();
  }

  /** Ends what is under way and frees its memory; whoever waits for the blob or reads it gets the reason. */
  async close(reason: ActionError = closedTooEarly(this.label)): Promise<void> {
    this.#fail(reason);
    await this.#bytes.clear();
  }

  async #make(source: LayerSource): Promise<void> {
    try {
      const descriptor = await this.#compress(source);
      this.#bytes.finish();
      this.#known = descriptor;
      this.#descriptor.resolve(descriptor);
    } catch (error) {
      if (!this.#stop.signal.aborted) this.#fail(layerError(source.label, error));
    }
  }

  #fail(reason: unknown): void {
    this.#stop.abort(reason);
    this.#bytes.fail(reason);
    this.#descriptor.reject(reason);
  }

  async #compress({ tar, encoding, contentCheck }: LayerSource): Promise<Descriptor> {
    const { signal } = this.#stop;
    const sha256 = createHash('sha256');
    const sink = async (bytes: Uint8Array, tarBytes: number) => {
      signal.throwIfAborted();
      this.#done += tarBytes;
      sha256.update(bytes);
      await this.#bytes.append(bytes);
    };
    contentCheck.compare(await encoding.encode(TarPieces.of(tar), sink, signal));
    await tar.assertUnchanged();
    signal.throwIfAborted();
    return { mediaType: encoding.mediaType, digest: `sha256:${sha256.digest('hex')}`, size: this.#bytes.size };
  }
}
