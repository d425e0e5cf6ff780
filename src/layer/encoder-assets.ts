import type { Worker } from 'node:worker_threads';

/** What layers are made with that lies outside of the code, in the sources as in the bundle. */
export interface EncoderAssets {
  /** Reads `assets/deflate.wasm`. */
  readonly wasm: () => Promise<Uint8Array>;
  /** Starts the bundled `layer-worker.js`. */
  readonly worker: () => Worker;
}
