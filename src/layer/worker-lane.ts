import { Worker } from 'node:worker_threads';
import type { Block, DeflatedBlock } from './block.ts';
import { Deferred } from './deferred.ts';
import { type Lane, LaneLost } from './lane.ts';
import type { Piece } from './tar-pieces.ts';
import type { WorkerAnswer, WorkerTask } from './worker-messages.ts';

/** A worker thread. It does not keep the process alive unless it has something to do. */
export class WorkerLane implements Lane {
  readonly capacity = 4;
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Deferred<DeflatedBlock>>();
  #tasks = 0;
  #lost: LaneLost | undefined;
  #closing = false;

  constructor(url: URL, module: WebAssembly.Module) {
    // Options of the main thread (an --import, an inspector) are none of the worker's.
    this.#worker = new Worker(url, { workerData: module, execArgv: [], env: {} });
    this.#worker.on('message', (answer: WorkerAnswer) => this.#receive(answer));
    this.#worker.on('error', (error) => this.#lose(error));
    this.#worker.on('exit', () => this.#lose(new Error('the worker ended')));
    this.#worker.unref();
  }

  async deflate(block: Block): Promise<DeflatedBlock> {
    if (this.#lost !== undefined) throw this.#lost;
    const task: WorkerTask = { id: this.#tasks++, block: { ...block, pieces: block.pieces.map(ownBytes) } };
    const result = new Deferred<DeflatedBlock>();
    this.#waiting.set(task.id, result);
    this.#worker.ref();
    this.#worker.postMessage(task);
    return await result.promise;
  }

  async close(): Promise<void> {
    this.#closing = true;
    await this.#worker.terminate();
  }

  #receive(answer: WorkerAnswer): void {
    const result = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    // A late answer must not let the process end while `close` waits for the thread: Node would exit with 13 and no word.
    if (this.#waiting.size === 0 && !this.#closing) this.#worker.unref();
    if ('result' in answer) result?.resolve(answer.result);
    else result?.reject(new Error(answer.error));
  }

  #lose(cause: unknown): void {
    this.#lost ??= new LaneLost('a worker thread ended', { cause });
    for (const result of this.#waiting.values()) result.reject(this.#lost);
    this.#waiting.clear();
  }
}

/** Sending a view would copy the whole buffer behind it. */
function ownBytes(piece: Piece): Piece {
  return 'bytes' in piece ? { bytes: new Uint8Array(piece.bytes) } : piece;
}
