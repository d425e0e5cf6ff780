import type { Worker } from 'node:worker_threads';
import type { Block, DeflatedBlock } from './block.ts';
import { BlockEncoder } from './block-encoder.ts';
import { Deferred } from './deferred.ts';
import type { Hashing, TarHash } from './hash-tar.ts';
import type { TarPiece } from './tar-pieces.ts';
import type { WorkerAnswer, WorkerResult, WorkerTask } from './worker-messages.ts';

/** One thread that compresses blocks. */
export interface EncoderThread {
  /** How many blocks it may have at once, now: the next one should be there when the last is done. */
  readonly capacity: number;
  /** Rejects with ThreadDied where the thread is gone and another one may try. */
  deflate(block: Block): Promise<DeflatedBlock>;
  close(): Promise<void>;
}

export class ThreadDied extends Error {}

/** The main thread, which compresses what the workers have not got to, and serves sockets after every block. */
export class MainEncoderThread implements EncoderThread {
  readonly #module: WebAssembly.Module;
  readonly #isFree: () => boolean;
  #encoder: BlockEncoder | undefined;

  constructor(module: WebAssembly.Module, isFree: () => boolean) {
    this.#module = module;
    this.#isFree = isFree;
  }

  get capacity(): number {
    return this.#isFree() ? 1 : 0;
  }

  async deflate(block: Block): Promise<DeflatedBlock> {
    await new Promise((resolve) => setImmediate(resolve));
    this.#encoder ??= new BlockEncoder(this.#module);
    return this.#encoder.compress(block);
  }

  async close(): Promise<void> {
    this.#encoder?.close();
  }
}

/** A worker thread. It does not keep the process alive unless it has something to do. */
export class WorkerEncoderThread implements EncoderThread {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Deferred<WorkerResult>>();
  #tasks = 0;
  /** Tars under way; blocks must not hold up the urgent ones. */
  readonly #hashes = new Set<{ urgent: boolean }>();
  #lost: ThreadDied | undefined;
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

  /** Rejects with ThreadDied where the thread is gone. Gives way only where no other tar waits for the end of this one. */
  hash(tar: readonly TarPiece[]): Hashing {
    const hash = { urgent: true };
    this.#hashes.add(hash);
    const pieces = tar.map(ownBytes);
    const result = this.#ask((id) => ({ id, tar: pieces }), pieces).finally(() => this.#hashes.delete(hash));
    const deprioritize = () => {
      hash.urgent &&= this.#hashes.size > 1;
    };
    const prioritize = () => {
      hash.urgent = true;
    };
    return { result: result as Promise<TarHash>, deprioritize, prioritize };
  }

  async close(): Promise<void> {
    this.#closing = true;
    await this.#worker.terminate();
  }

  async #ask(task: (id: number) => WorkerTask, pieces: readonly TarPiece[]): Promise<WorkerResult> {
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
    this.#lost ??= new ThreadDied('a worker thread ended', { cause });
    for (const result of this.#waiting.values()) result.reject(this.#lost);
    this.#waiting.clear();
  }
}

/** Sending a view would copy the whole buffer behind it, unless threads share that. */
function ownBytes(piece: TarPiece): TarPiece {
  if (!('bytes' in piece) || piece.bytes.buffer instanceof SharedArrayBuffer) return piece;
  return { bytes: new Uint8Array(piece.bytes) };
}

/** What moves to the worker instead of being copied once more. */
function ownMemory(piece: TarPiece): ArrayBuffer[] {
  return 'bytes' in piece && piece.bytes.buffer instanceof ArrayBuffer ? [piece.bytes.buffer] : [];
}
