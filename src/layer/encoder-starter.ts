import { readFileSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { EncoderAssets } from './encoder-assets.ts';
import { compileEncoder } from './encoder-module.ts';

/** A worker takes 40 ms to start; below so many bytes for each the work is done before it has. */
export const BYTES_PER_WORKER = 2 ** 22;

/**
 * Starts worker threads and brings our encoder. A thread takes 40 ms to boot, so it can begin before it is known what it
 * shall do.
 */
export class EncoderStarter implements EncoderAssets {
  readonly #script: URL;
  readonly #wasm: URL;
  readonly #sparesParser: boolean;
  #ahead: Worker | undefined;
  #booted: Promise<void> = Promise.resolve();
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
  startAhead(binary: string): Promise<void> {
    if (binary === '' || isSmall(binary) || availableParallelism() < 2) return Promise.resolve();
    try {
      this.#ahead = this.#start();
      this.#booted = booted(this.#ahead);
    } catch {}
    return this.#booted;
  }

  worker(): Worker {
    const ahead = this.#ahead;
    this.#ahead = undefined;
    return ahead !== undefined && isAlive(ahead) ? ahead : this.#start();
  }

  /**
   * Waits for the thread that boots: Node brings its own modules compiled for V8's own flags, and a thread that loads them
   * after a flag has changed parses each. https://github.com/nodejs/node/blob/v24.x/src/node_builtins.cc
   */
  async module(): Promise<WebAssembly.Module> {
    if (this.#module === undefined) await keptAlive(this.#booted);
    this.#module ??= compileEncoder(readFileSync(this.#wasm), this.#sparesParser);
    return this.#module;
  }

  #start(): Worker {
    // Options of the main thread (an --import, an inspector) are none of the worker's.
    const worker = new Worker(this.#script, { execArgv: [], env: {} });
    worker.unref();
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

/** A worker that boots does not keep the process alive. */
async function keptAlive(booting: Promise<void>): Promise<void> {
  const timer = setInterval(() => {}, 1000);
  await booting;
  clearInterval(timer);
}

/** https://nodejs.org/api/worker_threads.html#workerthreadid: -1 once the thread has ended */
function isAlive({ threadId }: Worker): boolean {
  return threadId !== -1;
}
