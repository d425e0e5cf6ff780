import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { EncoderAssets } from './encoder-assets.ts';
import { compileEncoder } from './encoder-module.ts';
import type { WorkerTask } from './worker-messages.ts';

/**
 * Starts worker threads and brings our encoder. A thread takes 40 ms to boot and V8 10 ms to optimise the encoder, so both
 * can begin before it is known what they shall do.
 */
export class EncoderStarter implements EncoderAssets {
  readonly #script: URL;
  readonly #wasm: URL;
  #ahead: Worker | undefined;
  #module: WebAssembly.Module | undefined;

  /**
   * @param script the bundled `layer-worker.js`
   * @param wasm `assets/deflate.wasm`
   */
  constructor(script: URL, wasm: URL) {
    this.#script = script;
    this.#wasm = wasm;
  }

  /**
   * Does nothing where there is one processor: nobody is going to take a worker then.
   * @param deflate the encoder will be needed, too
   */
  startAhead({ deflate }: { deflate: boolean }): Worker | undefined {
    if (availableParallelism() < 2) return undefined;
    const worker = this.#start();
    this.#ahead = worker;
    if (deflate) worker.once('online', () => this.#warmUp(worker));
    // A thread that cannot start is missed by whoever takes it.
    return worker.on('error', () => {});
  }

  worker(): Worker {
    const ahead = this.#ahead;
    this.#ahead = undefined;
    return ahead !== undefined && isAlive(ahead) ? ahead : this.#start();
  }

  async module(): Promise<WebAssembly.Module> {
    this.#module ??= compileEncoder(readFileSync(this.#wasm));
    return this.#module;
  }

  #start(): Worker {
    // Options of the main thread (an --import, an inspector) are none of the worker's.
    const worker = new Worker(this.#script, { execArgv: [], env: {} });
    worker.unref();
    return worker;
  }

  /** The encoder's own code is a sample of machine code. */
  #warmUp(worker: Worker): void {
    try {
      const sample = readFileSync(this.#wasm);
      this.#module ??= compileEncoder(sample);
      worker.postMessage({ encoder: this.#module, sample } satisfies WorkerTask);
    } catch {
      // A file that is not there is missed by the first layer that needs the encoder.
    }
  }
}

/** https://nodejs.org/api/worker_threads.html#workerthreadid: -1 once the thread has ended */
function isAlive({ threadId }: Worker): boolean {
  return threadId !== -1;
}
