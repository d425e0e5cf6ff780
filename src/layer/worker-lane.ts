import type { Worker } from 'node:worker_threads';
import type { Block, DeflatedBlock } from './block.ts';
import { Deferred } from './deferred.ts';
import type { Hashing, TarHash } from './hash-tar.ts';
import { type Lane, LaneLost } from './lane.ts';
import type { Piece } from './tar-pieces.ts';
import type { WorkerAnswer, WorkerResult, WorkerTask } from './worker-messages.ts';

/** A worker thread. It does not keep the process alive unless it has something to do. */
export class WorkerLane implements Lane {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Deferred<WorkerResult>>();
  #tasks = 0;
  /** Tars under way; blocks must not hold up the urgent ones. */
  readonly #hashes = new Set<{ urgent: boolean }>();
  #lost: LaneLost | undefined;
  #closing = false;

  constructor(worker: Worker) {
    this.#worker = worker;
    worker.on('message', (answer: WorkerAnswer) => this.#receive(answer));
    worker.on('error', (error) => this.#lose(error));
    worker.on('exit', () => this.#lose(new Error('the worker ended')));
    worker.unref();
  }

  get capacity(): number {
    return [...this.#hashes].some(({ urgent }) => urgent) ? 0 : 4;
  }

  /** To be called before the first block. */
  load(encoder: WebAssembly.Module): void {
    this.#worker.postMessage({ encoder } satisfies WorkerTask);
  }

  async deflate(block: Block): Promise<DeflatedBlock> {
    const pieces = block.pieces.map(ownBytes);
    return (await this.#ask((id) => ({ id, block: { ...block, pieces } }), pieces)) as DeflatedBlock;
  }

  /** Rejects with LaneLost where the thread is gone. Gives way only where no other tar waits for the end of this one. */
  hash(tar: readonly Piece[]): Hashing {
    const hash = { urgent: true };
    this.#hashes.add(hash);
    const pieces = tar.map(ownBytes);
    const result = this.#ask((id) => ({ id, tar: pieces }), pieces).finally(() => this.#hashes.delete(hash));
    const giveWay = () => {
      hash.urgent &&= this.#hashes.size > 1;
    };
    return { result: result as Promise<TarHash>, giveWay };
  }

  async close(): Promise<void> {
    this.#closing = true;
    await this.#worker.terminate();
  }

  async #ask(task: (id: number) => WorkerTask, pieces: readonly Piece[]): Promise<WorkerResult> {
    if (this.#lost !== undefined) throw this.#lost;
    const id = this.#tasks++;
    const result = new Deferred<WorkerResult>();
    this.#waiting.set(id, result);
    this.#worker.ref();
    this.#worker.postMessage(task(id), pieces.flatMap(ownMemory));
    return await result.promise;
  }

  #receive(answer: WorkerAnswer): void {
    if ('booted' in answer) return;
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

/** Sending a view would copy the whole buffer behind it, unless threads share that. */
function ownBytes(piece: Piece): Piece {
  if (!('bytes' in piece) || piece.bytes.buffer instanceof SharedArrayBuffer) return piece;
  return { bytes: new Uint8Array(piece.bytes) };
}

/** What moves to the worker instead of being copied once more. */
function ownMemory(piece: Piece): ArrayBuffer[] {
  return 'bytes' in piece && piece.bytes.buffer instanceof ArrayBuffer ? [piece.bytes.buffer] : [];
}
