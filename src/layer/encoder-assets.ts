/** Where the project's own encoder lies, in the sources as in the bundle. */
export interface EncoderAssets {
  /** Reads `assets/deflate.wasm`. */
  readonly wasm: () => Promise<Uint8Array>;
  /** The bundled `compress-worker.js`. */
  readonly workerUrl: URL;
}
