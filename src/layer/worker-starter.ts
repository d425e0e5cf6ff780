import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

/** Starts worker threads. One takes 40 ms to boot, so the first can be started before it is known what it shall do. */
export class WorkerStarter {
  readonly #url: URL;
  #ahead: Worker | undefined;

  /** @param url the bundled `layer-worker.js` */
  constructor(url: URL) {
    this.#url = url;
  }

  /** Does nothing where there is one processor: nobody is going to take a worker then. */
  startAhead(): Worker | undefined {
    if (availableParallelism() < 2) return undefined;
    this.#ahead = this.#start();
    // A thread that cannot start is missed by whoever takes it.
    return this.#ahead.on('error', () => {});
  }

  /** A worker that nobody else has. It does not keep the process alive. */
  take(): Worker {
    const ahead = this.#ahead;
    this.#ahead = undefined;
    return ahead !== undefined && isAlive(ahead) ? ahead : this.#start();
  }

  #start(): Worker {
    // Options of the main thread (an --import, an inspector) are none of the worker's.
    const worker = new Worker(this.#url, { execArgv: [], env: {} });
    worker.unref();
    return worker;
  }
}

/** https://nodejs.org/api/worker_threads.html#workerthreadid: -1 once the thread has ended */
function isAlive({ threadId }: Worker): boolean {
  return threadId !== -1;
}
