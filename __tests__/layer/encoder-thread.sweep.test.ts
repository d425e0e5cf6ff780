import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { buildSync } from 'esbuild';
import { EncoderStarter } from '../../src/layer/encoder-starter.ts';
import { WorkerEncoderThread } from '../../src/layer/encoder-thread.ts';
import { workerUrl } from '../support/encoder-assets.ts';
import { casesOf } from '../support/part-of-sweep.ts';

const ROOT = join(import.meta.dirname, '../..');

/** Closes a thread while an answer is on its way, with nothing else that keeps the process alive. */
const PROGRAM = `
import { readFileSync } from 'node:fs';
import { WorkerEncoderThread } from './src/layer/encoder-thread.ts';
import { EncoderStarter } from './src/layer/encoder-starter.ts';
const module = new WebAssembly.Module(readFileSync(process.argv[2]));
const bytes = new Uint8Array(60_000).fill(7);
const block = { pieces: [{ bytes }], dictionary: 0, length: bytes.length, last: true };
for (let left = Number(process.argv[4]); left > 0; left--) {
  const thread = new WorkerEncoderThread(new EncoderStarter(new URL(process.argv[3])).worker());
  thread.load(module);
  await thread.deflate(block);
  thread.deflate(block).catch(() => {});
  await thread.close();
}
console.log('closed all');
`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'thread-test-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function order(pieces: Readonly<Record<string, Promise<unknown>>>): Promise<string[]> {
  const ended: string[] = [];
  await Promise.all(Object.entries(pieces).map(([name, piece]) => piece.then(() => ended.push(name))));
  return ended;
}

describe('a thread that hashes', () => {
  const path = () => join(folder, 'tar');
  const tar = (length = 50_000_000) => [{ path: path(), position: 0, length }];
  const bytes = new Uint8Array(100_000).fill(7);
  const block = { pieces: [{ bytes }], dictionary: 0, length: bytes.length, last: true };
  let thread: WorkerEncoderThread;
  beforeEach(async () => {
    const encoder = new EncoderStarter(workerUrl(), pathToFileURL(join(ROOT, 'assets/deflate.wasm')));
    thread = new WorkerEncoderThread(encoder.worker());
    thread.load(await encoder.module());
    await writeFile(path(), Buffer.alloc(50_000_000));
  });
  afterEach(() => thread.close());

  test('has no time for blocks until it gives way, and then they go first', async () => {
    const hashing = thread.hash(tar());
    expect(thread.capacity).toBe(0);
    hashing.deprioritize();
    expect(thread.capacity).toBeGreaterThan(0);
    expect(await order({ hash: hashing.result, block: thread.deflate(block) })).toEqual(['block', 'hash']);
    expect((await thread.hash(tar()).result).diffId).toBe((await hashing.result).diffId);
  });

  test('has none again once somebody waits for the tar', async () => {
    const hashing = thread.hash(tar());
    hashing.deprioritize();
    hashing.prioritize();
    expect(thread.capacity).toBe(0);
    await hashing.result;
    expect(thread.capacity).toBeGreaterThan(0);
  });

  test('has none while another tar waits, and hashes them one after the other', async () => {
    const [first, second] = [thread.hash(tar()), thread.hash(tar(1_000_000))];
    first.deprioritize();
    expect(thread.capacity).toBe(0);
    expect(await order({ second: second.result, first: first.result })).toEqual(['first', 'second']);
    expect(thread.capacity).toBeGreaterThan(0);
  });
});

test('a thread that is closed while it answers does not end the process before its thread is gone', async () => {
  const program = join(folder, 'program.mjs');
  const stdin = { contents: PROGRAM, resolveDir: ROOT };
  buildSync({ stdin, outfile: program, bundle: true, platform: 'node', target: 'node20.18', format: 'esm' });
  const args = [program, join(ROOT, 'assets/deflate.wasm'), workerUrl().href, `${casesOf(40)}`];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => {
    printed += chunk.toString();
  });
  const [exitCode] = await once(child, 'close');
  expect({ exitCode, printed }).toEqual({ exitCode: 0, printed: 'closed all\n' });
});
