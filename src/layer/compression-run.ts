import { createHash } from 'node:crypto';
import type { Descriptor } from '../oci/descriptor.ts';
import type { TarImage } from '../rootfs/tar-image.ts';
import type { ContentCheck } from './content-check.ts';
import type { Encoding } from './encoding.ts';
import { layerError } from './layer-error.ts';
import type { ReplayableBuffer } from './replayable-buffer.ts';
import { TarPieces } from './tar-pieces.ts';

/** What a run works on. */
export interface RunInput {
  readonly label: string;
  readonly tar: TarImage;
  readonly encoding: Encoding;
  readonly contentCheck: ContentCheck;
}

/** What an encoder is taken to have done before it shows its own speed: threads and WebAssembly have to start first. */
const FIRST_GUESS = { bytes: 2 ** 20, milliseconds: 8 };

/** The compression of a layer: from its start to the last byte, or until it is stopped. */
export class CompressionRun {
  readonly bytes: ReplayableBuffer;
  /** Rejects with an ActionError; resolves with nothing when the run was stopped. */
  readonly descriptor: Promise<Descriptor | undefined>;
  readonly #stop = new AbortController();
  readonly #began = process.hrtime.bigint();
  readonly #tarSize: number;
  #done = 0;

  constructor(input: RunInput, bytes: ReplayableBuffer) {
    this.bytes = bytes;
    this.#tarSize = input.tar.size;
    this.descriptor = this.#run(input);
    this.descriptor.catch(() => {});
  }

  /** Milliseconds that the rest will take at the speed so far. */
  get remaining(): number {
    const elapsed = Number(process.hrtime.bigint() - this.#began) / 1e6 + FIRST_GUESS.milliseconds;
    return (elapsed * (this.#tarSize - this.#done)) / (this.#done + FIRST_GUESS.bytes);
  }

  /** Ends what is under way; readers get the reason. */
  async stop(reason: unknown): Promise<void> {
    this.#stop.abort(reason);
    this.bytes.fail(reason);
    await this.bytes.clear();
  }

  async #run(input: RunInput): Promise<Descriptor | undefined> {
    try {
      const descriptor = await this.#compress(input);
      this.bytes.finish();
      return descriptor;
    } catch (error) {
      if (this.#stop.signal.aborted) return undefined;
      const failure = layerError(input.label, error);
      this.#stop.abort(failure);
      this.bytes.fail(failure);
      throw failure;
    }
  }

  async #compress({ tar, encoding, contentCheck }: RunInput): Promise<Descriptor> {
    const { signal } = this.#stop;
    const sha256 = createHash('sha256');
    const sink = async (bytes: Uint8Array, tarBytes: number) => {
      signal.throwIfAborted();
      this.#done += tarBytes;
      sha256.update(bytes);
      await this.bytes.append(bytes);
    };
    contentCheck.compare(await encoding.encode(TarPieces.of(tar), sink, signal));
    await tar.assertUnchanged();
    signal.throwIfAborted();
    return { mediaType: encoding.mediaType, digest: `sha256:${sha256.digest('hex')}`, size: this.bytes.size };
  }
}
