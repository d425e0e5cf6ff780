import { parentPort, workerData } from 'node:worker_threads';
import { messageOf } from '../errors.ts';
import { BlockEncoder } from './block-encoder.ts';
import type { WorkerAnswer, WorkerTask } from './worker-messages.ts';

/** The start of a worker thread: it compresses one block after the other until it is ended. */
const encoder = new BlockEncoder(workerData as WebAssembly.Module);

parentPort?.on('message', ({ id, block }: WorkerTask) => {
  try {
    const result = encoder.compress(block);
    parentPort?.postMessage({ id, result } satisfies WorkerAnswer, [result.bytes.buffer as ArrayBuffer]);
  } catch (error) {
    parentPort?.postMessage({ id, error: messageOf(error) } satisfies WorkerAnswer);
  }
});
