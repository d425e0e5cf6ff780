import { availableParallelism } from 'node:os';
import { ActionError } from '../errors.ts';
import type { FileSource } from '../files/file-source.ts';
import type { Digest } from '../oci/digest.ts';
import type { TarImage } from '../rootfs/tar-image.ts';
import { CompressedLayer } from './compressed-layer.ts';
import { ContentCheck } from './content-check.ts';
import type { EncoderAssets } from './encoder-assets.ts';
import { encodingFor, isOurs } from './encoding.ts';
import type { Hashing, TarHash } from './hash-tar.ts';
import type { Compression, Layer } from './layer.ts';
import { closedTooEarly, layerError } from './layer-error.ts';
import { LayerThreads } from './layer-threads.ts';
import { MemoryBudget } from './memory-budget.ts';
import { PlainLayer } from './plain-layer.ts';
import { ReplayableBuffer } from './replayable-buffer.ts';
import { TarPieces } from './tar-pieces.ts';

/** More would wait for the main thread, which hashes all that they make. */
const MAX_THREADS = 8;

/** Compressed bytes of all layers that stay in memory; what is beyond goes to a temporary file. */
const MAX_BUFFERED_BYTES = 32 * 2 ** 20;

export interface CompressorOptions {
  readonly assets: EncoderAssets;
  /** A folder for what does not fit into memory: RUNNER_TEMP. */
  readonly spoolFolder: string;
  /** Bytes; default 32 MiB. */
  readonly memoryLimit?: number;
  /** Threads that compress, the main thread among them; default: those of the machine. */
  readonly threads?: number;
}

export interface LayerRequest {
  /** For messages: `binary for linux/amd64`. */
  readonly label: string;
  readonly tar: TarImage;
  readonly compression: Compression;
  /** Layers of a lower one are compressed first; default: in the order of the calls. */
  readonly rank?: number;
  /** Whether it may take longer for fewer bytes where it is small; default true. */
  readonly thorough?: boolean;
}

/** Makes layers; made once for a run and closed at its end. Its layers share the threads and the memory. */
export class Compressor {
  readonly #threads: LayerThreads;
  readonly #spoolFolder: string;
  readonly #budget: MemoryBudget;
  readonly #closing = new AbortController();
  readonly #compressed: CompressedLayer[] = [];
  readonly #fileDigests = new WeakMap<FileSource, Promise<Digest>>();
  #count = 0;

  constructor({
    assets,
    spoolFolder,
    memoryLimit = MAX_BUFFERED_BYTES,
    threads = defaultThreads(),
  }: CompressorOptions) {
    this.#threads = new LayerThreads(assets, threads);
    this.#spoolFolder = spoolFolder;
    this.#budget = new MemoryBudget(memoryLimit);
  }

  /**
   * Starts threads for so many bytes of layers to come, before their tars are known: a worker takes 40 ms to start, in
   * which a run reads and plans. Needs not be called.
   */
  prepare(bytes: number, compression: Compression): void {
    this.#threads.expect(bytes, { deflate: isOurs(compression) });
  }

  /** Starts hashing and compressing at once. Throws where this Node has no encoder for the compression. */
  layer({ rank = this.#count, thorough = true, ...request }: LayerRequest): Layer {
    const layer = this.#make({ rank, thorough, ...request });
    this.#count += 1;
    return layer;
  }

  /** Of a file that is in a layer; each is read for it once. */
  fileDigest(source: FileSource): Promise<Digest> {
    const digest = this.#fileDigests.get(source) ?? this.#hashFile(source);
    this.#fileDigests.set(source, digest);
    return digest;
  }

  /** @param reason what a layer that is not complete ends in; default: that it was given up */
  async close(reason?: ActionError): Promise<void> {
    this.#closing.abort(reason);
    await Promise.all([this.#threads.close(), ...this.#compressed.map((layer) => layer.close(reason))]);
  }

  #make({ label, tar, compression, rank, thorough }: Required<LayerRequest>): Layer {
    const { kind } = compression;
    this.#threads.expect(tar.size, { deflate: isOurs(compression) });
    if (kind === 'none') return new PlainLayer(label, tar, this.#hash(label, tar).result);
    const encoding = encodingFor({ ...compression, kind }, this.#threads.deflater(rank, thorough));
    const input = { label, tar, encoding, contentCheck: new ContentCheck(label) };
    const bytes = new ReplayableBuffer(this.#budget, this.#spoolFolder);
    const layer = new CompressedLayer(input, this.#hash(label, tar), bytes, () => this.#threads.useThisOne());
    this.#compressed.push(layer);
    return layer;
  }

  async #hashFile(source: FileSource): Promise<Digest> {
    // While layers are compressed no thread has time for it; while they are on their way all wait.
    await Promise.allSettled(this.#compressed.map(({ descriptor }) => descriptor));
    try {
      const { diffId } = await this.#threads.hash(TarPieces.ofFile(source), this.#closing.signal).result;
      await source.assertUnchanged();
      return diffId;
    } catch (error) {
      // What a changed file does to whoever reads it has many forms.
      await source.assertUnchanged();
      throw this.#failure(source.name, error);
    }
  }

  #hash(label: string, tar: TarImage): Hashing {
    const hashing = this.#threads.hash(TarPieces.of(tar), this.#closing.signal);
    return { ...hashing, result: this.#hashed(label, tar, hashing.result) };
  }

  async #hashed(label: string, tar: TarImage, hashing: Promise<TarHash>): Promise<TarHash> {
    try {
      const result = await hashing;
      await tar.assertUnchanged();
      return result;
    } catch (error) {
      throw this.#failure(label, error);
    }
  }

  #failure(label: string, error: unknown): Error {
    const { aborted, reason } = this.#closing.signal;
    if (!aborted) return layerError(label, error);
    return reason instanceof ActionError ? reason : closedTooEarly(label);
  }
}

function defaultThreads(): number {
  return Math.min(availableParallelism(), MAX_THREADS);
}
