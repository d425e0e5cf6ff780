import { parentPort, receiveMessageOnPort } from 'node:worker_threads';
import { messageOf } from '../errors.ts';
import { freeMemory } from '../free-memory.ts';
import { BlockEncoder } from './block-encoder.ts';
import { hashTar } from './hash-tar.ts';
import { TarPieces } from './tar-pieces.ts';
import type { WorkerAnswer, WorkerTask } from './worker-messages.ts';

/** The start of a worker thread: it hashes tars, one after the other, and compresses blocks until it is ended. */
let encoder: BlockEncoder | undefined;
let hashed: Promise<void> = Promise.resolve();

parentPort?.on('message', take);
answer({ booted: true });

function take(task: WorkerTask): void {
  if ('encoder' in task) encoder ??= new BlockEncoder(task.encoder);
  else if ('block' in task) compress(task);
  else hashed = hashed.then(() => hash(task));
}

/** Blocks that come while a tar is hashed go first. */
async function serve(): Promise<void> {
  if (parentPort === null) return;
  for (let next = receiveMessageOnPort(parentPort); next !== undefined; next = receiveMessageOnPort(parentPort)) {
    take(next.message);
  }
}

function compress({ id, block }: Extract<WorkerTask, { block: unknown }>): void {
  try {
    if (encoder === undefined) throw new Error('there is no encoder yet');
    const result = encoder.compress(block);
    answer({ id, result }, [result.bytes.buffer as ArrayBuffer]);
    for (const piece of block.pieces) if ('bytes' in piece) freeMemory(piece.bytes);
  } catch (error) {
    answer({ id, error: messageOf(error) });
  }
}

async function hash({ id, tar }: Extract<WorkerTask, { tar: unknown }>): Promise<void> {
  try {
    answer({ id, result: await hashTar(new TarPieces(tar), serve) });
  } catch (error) {
    answer({ id, error: messageOf(error) });
  }
}

function answer(message: WorkerAnswer, transfer: ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, transfer);
}
