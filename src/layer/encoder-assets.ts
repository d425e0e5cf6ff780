import type { Worker } from 'node:worker_threads';

/** A worker takes 40 ms to start; below so many bytes for each the work is done before it has. */
export const BYTES_PER_WORKER = 2 ** 22;

/** What layers are made with that lies outside of the code, in the sources as in the bundle. */
export interface EncoderAssets {
  /** `assets/deflate.wasm`, compiled. */
  module(): Promise<WebAssembly.Module>;
  /** A thread that runs `layer-worker.js`, which nothing else uses and which does not keep the process alive. */
  worker(): Worker;
  /** To be called when the client of registries is loaded, and has not spoken yet: V8 need not optimise its parser of HTTP. */
  spareParser(): void;
}
