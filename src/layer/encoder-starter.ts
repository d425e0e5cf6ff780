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

  /** Whatever goes wrong here is told when a layer needs the encoder. */
  #warmUp(worker: Worker): void {
    this.module().then(
      (encoder) => worker.postMessage({ encoder, sample: readFileSync(this.#wasm) } satisfies WorkerTask),
      () => {},
    );
  }
}

/** https://nodejs.org/api/worker_threads.html#workerthreadid: -1 once the thread has ended */
function isAlive({ threadId }: Worker): boolean {
  return threadId !== -1;
}
