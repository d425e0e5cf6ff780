import { readFileSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { BYTES_PER_WORKER, type EncoderAssets } from './encoder-assets.ts';

/** Bytes of machine code that a function of WebAssembly runs through before V8 optimises it: more than a push reaches. V8's own number is 13 MB. */
const OUT_OF_REACH = 200_000_000;

/**
 * Starts worker threads and brings our encoder. A thread takes 40 ms to boot, so it can begin before it is known what it
 * shall do.
 */
export class EncoderStarter implements EncoderAssets {
  readonly #script: URL;
  readonly #wasm: URL;
  /** Whether the flag of V8 is still to be set. */
  #sparesParser: boolean;
  #ahead: Worker | undefined;
  /** All threads that were started. */
  #booted: Promise<unknown> = Promise.resolve();
  #module: WebAssembly.Module | undefined;

  /**
   * @param script the bundled `layer-worker.js`
   * @param wasm `assets/deflate.wasm`
   * @param sparesParser whether V8 is asked to leave the parser of HTTP as it is; default true
   */
  constructor(script: URL, wasm: URL, { sparesParser = true }: { sparesParser?: boolean } = {}) {
    this.#script = script;
    this.#wasm = wasm;
    this.#sparesParser = sparesParser;
  }

  /**
   * Does nothing where no worker will be used: with one processor, or for a small binary. Where Node may not start any,
   * whoever needs one learns of it.
   * @param binary what the user named; what is not the path of a file may stand for many, and an empty one for none
   * @returns resolves when the thread has loaded its modules, or never will
   */
  async startAhead(binary: string): Promise<void> {
    if (binary === '' || isSmall(binary) || availableParallelism() < 2) return;
    try {
      this.#ahead = this.#start();
    } catch {}
    await this.#booted;
  }

  worker(): Worker {
    const ahead = this.#ahead;
    this.#ahead = undefined;
    return ahead !== undefined && isAlive(ahead) ? ahead : this.#start();
  }

  async module(): Promise<WebAssembly.Module> {
    this.#module ??= new WebAssembly.Module(readFileSync(this.#wasm));
    return this.#module;
  }

  /**
   * From now on V8 optimises no other WebAssembly: undici's parser of HTTP, one function of 34 KB, reaches V8's number within a
   * few answers, and optimising it takes 50 ms of processor time and 14 MB of a cold push, whose answers are few. What V8 has
   * compiled before keeps the number that it was compiled with.
   * https://github.com/v8/v8/blob/main/src/wasm/wasm-code-manager.cc (tiering_budgets)
   *
   * It is the one flag of the engine that is set, once. Node brings its own modules compiled for V8's own flags, and a thread that
   * loads one after a flag has changed parses it: so this one has loaded all that a push needs, and the others have booted.
   * https://github.com/nodejs/node/blob/v24.x/src/node_builtins.cc
   */
  spareParser(): void {
    this.#booted.then(() => {
      if (!this.#sparesParser || this.#module === undefined) return;
      this.#sparesParser = false;
      setFlagsFromString(`--wasm-tiering-budget=${OUT_OF_REACH}`);
    });
  }

  #start(): Worker {
    // Options of the main thread (an --import, an inspector) are none of the worker's.
    const worker = new Worker(this.#script, { execArgv: [], env: {} });
    worker.unref();
    this.#booted = Promise.all([this.#booted, booted(worker)]);
    return worker;
  }
}

function isSmall(path: string): boolean {
  try {
    const stats = statSync(path);
    return stats.isFile() && stats.size < BYTES_PER_WORKER;
  } catch {
    return false;
  }
}

/** A thread's first message says that it has loaded its modules; one that cannot start is noticed when it is used. */
function booted(worker: Worker): Promise<void> {
  return new Promise((resolve) => {
    worker.once('message', () => resolve());
    worker.on('error', () => resolve());
    worker.once('exit', () => resolve());
  });
}

/** https://nodejs.org/api/worker_threads.html#workerthreadid: -1 once the thread has ended */
function isAlive({ threadId }: Worker): boolean {
  return threadId !== -1;
}
