import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, inflateRawSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { BlockEncoder } from '../../src/layer/block-encoder.ts';
import { casesOf } from '../support/part-of-sweep.ts';
import { sampleBytes } from '../support/tar-images.ts';

const DICTIONARY = 32768;
const encoder = new BlockEncoder(
  new WebAssembly.Module(readFileSync(join(import.meta.dirname, '../../assets/deflate.wasm'))),
);

/** A whole stream of blocks of one size. */
function deflated(content: Uint8Array, blockSize: number, thorough = false): Buffer {
  const parts: Uint8Array[] = [];
  for (let at = 0; at === 0 || at < content.length; at += blockSize) {
    const [start, end] = [Math.max(0, at - DICTIONARY), Math.min(at + blockSize, content.length)];
    const block = { dictionary: at - start, length: end - at, last: end === content.length, thorough };
    const { bytes, crc } = encoder.compress({ ...block, pieces: [{ bytes: content.subarray(start, end) }] });
    expect(crc).toBe(crc32(content.subarray(at, end)));
    parts.push(bytes);
  }
  return Buffer.concat(parts);
}

function comesBack(content: Uint8Array, blockSize = 2 ** 19): void {
  for (const thorough of [false, true]) {
    expect(inflateRawSync(deflated(content, blockSize, thorough)).equals(content)).toBe(true);
  }
}

/** Bytes that no other bytes like them come near to: random, one byte, a period, a few symbols, a mixture. */
const inputs = fc
  .record({
    kind: fc.constantFrom('random', 'same', 'period', 'few', 'mixed'),
    size: fc.oneof({ weight: 6, arbitrary: fc.nat(600) }, { weight: 3, arbitrary: fc.nat(5000) }, fc.nat(80_000)),
    seed: fc.integer({ min: 1 }),
    period: fc.oneof(fc.integer({ min: 1, max: 300 }), fc.constantFrom(32767, 32768, 32769)),
  })
  .map(({ kind, size, seed, period }) => {
    const mixed = sampleBytes(size, seed);
    if (kind === 'mixed') return mixed;
    if (kind === 'random') return sampleBytes(size, seed).map((byte, index) => byte ^ (index * seed));
    if (kind === 'same') return Buffer.alloc(size, seed);
    if (kind === 'few') return mixed.map((byte) => byte % 3);
    return Buffer.from(Array.from({ length: size }, (_, index) => mixed[index % period] ?? 0));
  });

describe('the encoder', () => {
  test('makes streams that zlib inflates, whatever the input and the blocks', () => {
    const blockSizes = fc.constantFrom(2 ** 19, 65536, 40_000, 16_384);
    fc.assert(
      fc.property(inputs, blockSizes, (content, blockSize) => comesBack(content, blockSize)),
      { seed: 7, numRuns: casesOf(3000) },
    );
  });

  test('takes every size from nothing up', () => {
    const content = sampleBytes(casesOf(700));
    for (let size = 0; size <= content.length; size++) comesBack(content.subarray(0, size));
  });

  test.each([16_384, 32_768, 65_535, 65_536, 81_920, 131_072, 262_144, 524_288])(
    'takes the sizes around %d',
    (border) => {
      const content = sampleBytes(border + 3);
      for (let size = border - 3; size <= border + 3; size++) comesBack(content.subarray(0, size));
    },
  );

  test('stores what it cannot shrink', () => {
    const content = sampleBytes(200_000).map((byte, index) => byte ^ ((index * index * 2654435761) >>> 13));
    expect(deflated(content, 2 ** 19).length).toBeLessThan(content.length * 1.001 + 64);
  });

  test('makes less of a program where it is thorough', () => {
    const program = readFileSync(process.execPath).subarray(0, 1_000_000);
    expect(deflated(program, 2 ** 19, true).length).toBeLessThan(deflated(program, 2 ** 19).length * 0.96);
  });

  test('finds what lies 32768 bytes back, in the dictionary too', () => {
    const half = createHash('shake256', { outputLength: 32768 }).update('half').digest();
    for (const thorough of [false, true]) {
      expect(deflated(Buffer.concat([half, half]), 32768, thorough).length).toBeLessThan(34_000);
    }
  });

  test('makes the same bytes for ever', () => {
    const bytes = deflated(sampleBytes(1_000_000), 2 ** 19);
    expect(createHash('sha256').update(bytes).digest('hex').slice(0, 16)).toBe('baa93ed8755aa0eb');
    const thorough = deflated(sampleBytes(1_000_000), 2 ** 19, true);
    expect(createHash('sha256').update(thorough).digest('hex').slice(0, 16)).toBe('ecb2c869b0de1498');
  });

  test('refuses a block that has another size than it says', () => {
    const block = { pieces: [{ bytes: new Uint8Array(10) }], dictionary: 0, length: 11, last: true };
    expect(() => encoder.compress(block)).toThrow('another size');
  });
});
