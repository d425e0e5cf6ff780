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

const ROOT = join(import.meta.dirname, '../..');

/** Closes a lane while an answer is on its way, with nothing else that keeps the process alive. */
const PROGRAM = `
import { readFileSync } from 'node:fs';
import { WorkerEncoderThread } from './src/layer/encoder-thread.ts';
import { EncoderStarter } from './src/layer/encoder-starter.ts';
const module = new WebAssembly.Module(readFileSync(process.argv[2]));
const bytes = new Uint8Array(60_000).fill(7);
const block = { pieces: [{ bytes }], dictionary: 0, length: bytes.length, last: true };
for (let round = 0; round < 40; round++) {
  const lane = new WorkerEncoderThread(new EncoderStarter(new URL(process.argv[3])).worker());
  lane.load(module);
  await lane.deflate(block);
  lane.deflate(block).catch(() => {});
  await lane.close();
}
console.log('closed all');
`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lane-test-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function order(pieces: Readonly<Record<string, Promise<unknown>>>): Promise<string[]> {
  const ended: string[] = [];
  await Promise.all(Object.entries(pieces).map(([name, piece]) => piece.then(() => ended.push(name))));
  return ended;
}

describe('a lane that hashes', () => {
  const path = () => join(folder, 'tar');
  const tar = (length = 50_000_000) => [{ path: path(), position: 0, length }];
  const bytes = new Uint8Array(100_000).fill(7);
  const block = { pieces: [{ bytes }], dictionary: 0, length: bytes.length, last: true };
  let lane: WorkerEncoderThread;
  beforeEach(async () => {
    const encoder = new EncoderStarter(workerUrl(), pathToFileURL(join(ROOT, 'assets/deflate.wasm')));
    lane = new WorkerEncoderThread(encoder.worker());
    lane.load(await encoder.module());
    await writeFile(path(), Buffer.alloc(50_000_000));
  });
  afterEach(() => lane.close());

  test('has no time for blocks until it gives way, and then they go first', async () => {
    const hashing = lane.hash(tar());
    expect(lane.capacity).toBe(0);
    hashing.giveWay();
    expect(lane.capacity).toBeGreaterThan(0);
    expect(await order({ hash: hashing.result, block: lane.deflate(block) })).toEqual(['block', 'hash']);
    expect((await lane.hash(tar()).result).diffId).toBe((await hashing.result).diffId);
  });

  test('has none while another tar waits, and hashes them one after the other', async () => {
    const [first, second] = [lane.hash(tar()), lane.hash(tar(1_000_000))];
    first.giveWay();
    expect(lane.capacity).toBe(0);
    expect(await order({ second: second.result, first: first.result })).toEqual(['first', 'second']);
    expect(lane.capacity).toBeGreaterThan(0);
  });
});

test('a lane that is closed while it answers does not end the process before its thread is gone', async () => {
  const program = join(folder, 'program.mjs');
  const stdin = { contents: PROGRAM, resolveDir: ROOT };
  buildSync({ stdin, outfile: program, bundle: true, platform: 'node', target: 'node20.18', format: 'esm' });
  const args = [program, join(ROOT, 'assets/deflate.wasm'), workerUrl().href];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => {
    printed += chunk.toString();
  });
  const [exitCode] = await once(child, 'close');
  expect({ exitCode, printed }).toEqual({ exitCode: 0, printed: 'closed all\n' });
});
