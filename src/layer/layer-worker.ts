import { parentPort } from 'node:worker_threads';
import { messageOf } from '../errors.ts';
import { BlockEncoder } from './block-encoder.ts';
import { hashTar } from './hash-tar.ts';
import { TarPieces } from './tar-pieces.ts';
import type { WorkerAnswer, WorkerTask } from './worker-messages.ts';

/** The start of a worker thread: it hashes tars and compresses blocks until it is ended. */
let encoder: BlockEncoder | undefined;

/** Rounds over a sample of a few KB. */
const WARM_UP = 8;

parentPort?.on('message', (task: WorkerTask) => {
  if ('encoder' in task) load(task);
  else if ('block' in task) compress(task);
  else void hash(task);
});
answer({ booted: true });

function load({ encoder: module, sample }: Extract<WorkerTask, { encoder: unknown }>): void {
  encoder ??= new BlockEncoder(module);
  if (sample === undefined) return;
  const block = { pieces: [{ bytes: sample }], dictionary: 0, length: sample.length, last: true };
  // V8 optimises what has run often enough, on another thread.
  for (let round = 0; round < WARM_UP; round++) encoder.compress(block);
}

function compress({ id, block }: Extract<WorkerTask, { block: unknown }>): void {
  try {
    if (encoder === undefined) throw new Error('there is no encoder yet');
    const result = encoder.compress(block);
    answer({ id, result }, [result.bytes.buffer as ArrayBuffer]);
  } catch (error) {
    answer({ id, error: messageOf(error) });
  }
}

async function hash({ id, tar }: Extract<WorkerTask, { tar: unknown }>): Promise<void> {
  try {
    answer({ id, result: await hashTar(new TarPieces(tar)) });
  } catch (error) {
    answer({ id, error: messageOf(error) });
  }
}

function answer(message: WorkerAnswer, transfer: ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, transfer);
}
