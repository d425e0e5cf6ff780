import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, expect, test } from '@jest/globals';
import { EncoderStarter } from '../../src/layer/encoder-starter.ts';
import { WorkerEncoderThread } from '../../src/layer/encoder-thread.ts';
import { workerUrl } from '../support/encoder-assets.ts';
import { sampleBytes } from '../support/tar-images.ts';

const WASM = pathToFileURL(join(import.meta.dirname, '../../assets/deflate.wasm'));
const threads: WorkerEncoderThread[] = [];

afterEach(async () => {
  await Promise.all(threads.splice(0).map((thread) => thread.close()));
});

function threadOf(encoder: EncoderStarter): WorkerEncoderThread {
  const thread = new WorkerEncoderThread(encoder.worker());
  threads.push(thread);
  return thread;
}

async function compressed(encoder: EncoderStarter): Promise<Buffer> {
  const thread = threadOf(encoder);
  thread.load(await encoder.module());
  const bytes = sampleBytes(100_000);
  const block = { pieces: [{ bytes }], dictionary: 0, length: bytes.length, last: true };
  return Buffer.from((await thread.deflate(block)).bytes);
}

test('a worker that was started ahead is taken once, and compresses as any other does', async () => {
  const encoder = new EncoderStarter(workerUrl(), WASM);
  await encoder.startAhead(process.execPath);
  const [first, second] = [await compressed(encoder), await compressed(encoder)];
  expect(first.equals(second)).toBe(true);
});

test('a worker that was started ahead is older than one that is asked for later, unless there is one processor', async () => {
  const encoder = new EncoderStarter(workerUrl(), WASM);
  await encoder.startAhead(process.execPath);
  const [later, taken] = [new EncoderStarter(workerUrl(), WASM).worker(), encoder.worker()];
  expect(taken.threadId < later.threadId).toBe(availableParallelism() >= 2);
  await Promise.all([later.terminate(), taken.terminate()]);
});

test('no worker is started ahead for a small binary, or for none', async () => {
  for (const binary of ['', import.meta.filename]) {
    const encoder = new EncoderStarter(workerUrl(), WASM);
    await encoder.startAhead(binary);
    const [earlier, asked] = [new EncoderStarter(workerUrl(), WASM).worker(), encoder.worker()];
    expect(earlier.threadId).toBeLessThan(asked.threadId);
    await Promise.all([earlier.terminate(), asked.terminate()]);
  }
});

test('an encoder that is not there is missed by whoever asks for it, and not before', async () => {
  const encoder = new EncoderStarter(workerUrl(), new URL('missing.wasm', WASM));
  await encoder.startAhead(process.execPath);
  threadOf(encoder);
  await expect(encoder.module()).rejects.toThrow(/missing\.wasm/);
});
