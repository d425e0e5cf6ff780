import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { BlockEncoder } from '../../src/layer/block-encoder.ts';
import { sampleBytes } from '../support/tar-images.ts';

const ROOT = join(import.meta.dirname, '../..');
/** The compiler that made the committed module; others may make other code that does the same. */
const COMPILER = /clang version 14\./;
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'encoder-'));
});

afterAll(() => rmSync(folder, { recursive: true }));

function compressed(module: Uint8Array, content: Uint8Array): Buffer {
  const encoder = new BlockEncoder(new WebAssembly.Module(module));
  const blocks = [
    { dictionary: 0, length: 200_000, last: false, pieces: [{ bytes: content.subarray(0, 200_000) }] },
    { dictionary: 32_768, length: 200_000, last: true, pieces: [{ bytes: content.subarray(167_232, 400_000) }] },
  ];
  return Buffer.concat(blocks.map((block) => encoder.compress(block).bytes));
}

describe('the encoder', () => {
  test('is what its sources build', () => {
    const output = join(folder, 'deflate.wasm');
    execFileSync(join(ROOT, 'encoder/build.sh'), [output]);
    const [built, committed] = [readFileSync(output), readFileSync(join(ROOT, 'assets/deflate.wasm'))];
    for (const content of [sampleBytes(400_000), readFileSync(process.execPath).subarray(0, 400_000)]) {
      expect(compressed(built, content).equals(compressed(committed, content))).toBe(true);
    }
    const compiler = execFileSync(process.env.CLANG ?? 'clang', ['--version'], { encoding: 'utf8' });
    if (COMPILER.test(compiler)) expect(built.equals(committed)).toBe(true);
  });

  test('is proved by three inflaters under sanitizers', () => {
    const proof = execFileSync(join(ROOT, 'encoder/prove.sh'), ['300', '3', process.execPath], { encoding: 'utf8' });
    expect(proof).toContain('every case came back from all three inflaters');
  }, 600_000);
});
