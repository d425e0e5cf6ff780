import type { BlockDeflater } from './block.ts';
import { DeflatePool } from './deflate-pool.ts';
import type { EncoderAssets } from './encoder-assets.ts';
import { MainLane } from './main-lane.ts';
import { WorkerLane } from './worker-lane.ts';

/**
 * Part of what a layer's digest hangs on. Small enough that WebAssembly gets fast early (it changes to optimised code
 * between calls), large enough that the dictionary's cost does not show.
 */
const BLOCK_SIZE = 2 ** 18;

/** A worker takes 40 ms to start; below so many bytes for each the work is done before it has. */
const BYTES_PER_WORKER = 2 ** 22;

/** Our encoder on the main thread and on as many workers as there is work for. */
export class EncoderThreads {
  readonly #assets: EncoderAssets;
  readonly #threads: number;
  readonly #pool = new DeflatePool();
  #module: Promise<WebAssembly.Module> | undefined;
  #expected = 0;
  #workers = 0;
  #otherWork = 0;
  #closed = false;

  constructor(assets: EncoderAssets, threads: number) {
    this.#assets = assets;
    this.#threads = threads;
  }

  /** Starts workers for so many bytes more; the earlier, the more they overlap with other things. */
  expect(bytes: number): void {
    this.#expected += bytes;
    // Whatever goes wrong here, the main thread can do it all; where it cannot, the first block tells.
    this.#load()
      .then((module) => this.#startWorkers(module))
      .catch(() => {});
  }

  /** What compresses the blocks of one layer. Layers of a lower rank go first. */
  deflater(rank: number): BlockDeflater {
    return {
      blockSize: BLOCK_SIZE,
      window: 4 * this.#threads + 2,
      deflate: async (block, signal) => {
        await this.#load();
        return await this.#pool.deflate(block, rank, signal);
      },
    };
  }

  /** While something else keeps the main thread busy, the workers compress alone. */
  async aside<T>(work: () => Promise<T>): Promise<T> {
    this.#otherWork++;
    try {
      return await work();
    } finally {
      this.#otherWork--;
      this.#pool.dispatch();
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#pool.close();
  }

  #load(): Promise<WebAssembly.Module> {
    this.#module ??= this.#assets.wasm().then((bytes) => {
      const module = new WebAssembly.Module(bytes);
      this.#pool.add(new MainLane(module, () => this.#otherWork === 0 || this.#workers === 0));
      return module;
    });
    return this.#module;
  }

  #startWorkers(module: WebAssembly.Module): void {
    const wanted = Math.min(this.#threads - 1, Math.floor(this.#expected / BYTES_PER_WORKER));
    for (; this.#workers < wanted && !this.#closed; this.#workers++) {
      this.#pool.add(new WorkerLane(this.#assets.workerUrl, module));
    }
  }
}
