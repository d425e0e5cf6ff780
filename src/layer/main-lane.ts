import type { Block, DeflatedBlock } from './block.ts';
import { BlockEncoder } from './block-encoder.ts';
import type { Lane } from './lane.ts';

/** The main thread, which compresses what the workers have not got to, and serves sockets after every block. */
export class MainLane implements Lane {
  readonly #module: WebAssembly.Module;
  readonly #isFree: () => boolean;
  #encoder: BlockEncoder | undefined;

  constructor(module: WebAssembly.Module, isFree: () => boolean) {
    this.#module = module;
    this.#isFree = isFree;
  }

  get capacity(): number {
    return this.#isFree() ? 1 : 0;
  }

  async deflate(block: Block): Promise<DeflatedBlock> {
    await new Promise((resolve) => setImmediate(resolve));
    this.#encoder ??= new BlockEncoder(this.#module);
    return this.#encoder.compress(block);
  }

  async close(): Promise<void> {
    this.#encoder?.close();
  }
}
