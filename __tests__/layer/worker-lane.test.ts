import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { buildSync } from 'esbuild';
import { workerUrl } from '../support/encoder-assets.ts';

const ROOT = join(import.meta.dirname, '../..');

/** Closes a lane while an answer is on its way, with nothing else that keeps the process alive. */
const PROGRAM = `
import { readFileSync } from 'node:fs';
import { WorkerLane } from './src/layer/worker-lane.ts';
import { EncoderStarter } from './src/layer/encoder-starter.ts';
const module = new WebAssembly.Module(readFileSync(process.argv[2]));
const bytes = new Uint8Array(60_000).fill(7);
const block = { pieces: [{ bytes }], dictionary: 0, length: bytes.length, last: true };
for (let round = 0; round < 40; round++) {
  const lane = new WorkerLane(new EncoderStarter(new URL(process.argv[3])).worker());
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
