import type { BlockDeflater } from './block.ts';
import { DeflatePool } from './deflate-pool.ts';
import { BYTES_PER_WORKER, type EncoderAssets } from './encoder-assets.ts';
import { MainEncoderThread, ThreadDied, WorkerEncoderThread } from './encoder-thread.ts';
import { type Hashing, hashTar, served, type TarHash } from './hash-tar.ts';
import type { TarPieces } from './tar-pieces.ts';

/**
 * Part of what a layer's digest hangs on. Small enough that WebAssembly gets fast early (it changes to optimised code
 * between calls), large enough that the dictionary's cost does not show.
 */
const BLOCK_BYTES = 2 ** 19;

/** A tar of up to so many bytes is hashed in the time in which a registry makes its own sum of the compressed layer. */
const MAX_DEFERRED_HASH_BYTES = 2 ** 26;

/** The main thread, and as many workers as there is work for: they hash tars and run our encoder. */
export class LayerThreads {
  readonly #assets: EncoderAssets;
  readonly #threads: number;
  readonly #pool = new DeflatePool();
  readonly #workers: WorkerEncoderThread[] = [];
  #module: Promise<WebAssembly.Module> | undefined;
  #expected = 0;
  #hashesHere = 0;
  #hashedHere: Promise<unknown> = Promise.resolve();
  #usesThisOne = false;
  #closed = false;

  constructor(assets: EncoderAssets, threads: number) {
    this.#assets = assets;
    this.#threads = threads;
  }

  /** Starts workers for so many bytes more; the earlier, the more they overlap with other things. */
  expect(bytes: number, { deflate }: { deflate: boolean }): void {
    this.#expected += bytes;
    const most = deflate ? this.#threads - 1 : Math.min(this.#threads - 1, 1);
    const wanted = Math.min(most, Math.floor(this.#expected / BYTES_PER_WORKER));
    while (this.#workers.length < wanted) this.#startWorker();
  }

  /** What compresses the blocks of one layer. Layers of a lower rank go first. */
  deflater(rank: number, thorough: boolean): BlockDeflater {
    return {
      blockSize: BLOCK_BYTES,
      window: 4 * this.#threads + 2,
      thorough,
      deflate: async (block, signal) => {
        await this.#load();
        return await this.#pool.deflate(block, rank, signal);
      },
    };
  }

  /** This thread compresses, too, from now on: until then it has better things to do, such as to ask registries. */
  useThisOne(): void {
    if (this.#usesThisOne) return;
    this.#usesThisOne = true;
    this.#pool.dispatch();
  }

  /** Hashes on a worker what is worth the trip, so that this thread can do what no other one can. */
  hash(tar: TarPieces, signal: AbortSignal): Hashing {
    const [worker] = this.#workers;
    const pieces = tar.size < BYTES_PER_WORKER ? undefined : tar.whole;
    if (worker === undefined || pieces === undefined)
      return { result: this.#hashHere(tar, signal), deprioritize: () => {}, prioritize: () => {} };
    const { result, deprioritize, prioritize } = worker.hash(pieces);
    return {
      result: this.#hashed(result, tar, signal),
      deprioritize: () => {
        if (tar.size > MAX_DEFERRED_HASH_BYTES) return;
        deprioritize();
        this.#pool.dispatch();
      },
      prioritize,
    };
  }

  async #hashed(result: Promise<TarHash>, tar: TarPieces, signal: AbortSignal): Promise<TarHash> {
    try {
      return await result;
    } catch (error) {
      if (!(error instanceof ThreadDied)) throw error;
      return await this.#hashHere(tar, signal);
    } finally {
      this.#pool.dispatch();
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([this.#pool.close(), ...this.#workers.map((worker) => worker.close())]);
  }

  /** One after the other, so that the first diff id is known early. Meanwhile the workers compress alone. */
  async #hashHere(tar: TarPieces, signal: AbortSignal): Promise<TarHash> {
    this.#hashesHere++;
    const hash = this.#hashedHere.then(() => hashTar(tar, () => served(signal)));
    this.#hashedHere = hash.catch(() => {});
    try {
      return await hash;
    } finally {
      this.#hashesHere--;
      this.#pool.dispatch();
    }
  }

  /** With the first block: a run that compresses nothing needs no encoder. */
  async #load(): Promise<void> {
    this.#module ??= this.#assets.module().then((module) => {
      this.#pool.add(new MainEncoderThread(module, () => this.#isThisOneFree()));
      for (const worker of this.#workers) this.#join(worker, module);
      return module;
    });
    await this.#module;
  }

  #isThisOneFree(): boolean {
    return this.#usesThisOne && (this.#hashesHere === 0 || this.#workers.length === 0);
  }

  #startWorker(): void {
    const worker = new WorkerEncoderThread(this.#assets.worker());
    this.#workers.push(worker);
    // Where the encoder cannot be loaded, the first block fails.
    this.#module?.then(
      (module) => this.#join(worker, module),
      () => {},
    );
  }

  #join(worker: WorkerEncoderThread, module: WebAssembly.Module): void {
    if (this.#closed) return;
    worker.load(module);
    this.#pool.add(worker);
  }
}
