import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { PieceReader } from '../../src/layer/piece-reader.ts';
import { TarPieces } from '../../src/layer/tar-pieces.ts';
import { fileSource, memorySource, sampleBytes, tarImageOf } from '../support/tar-images.ts';

const content = sampleBytes(5000);
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pieces-'));
  await writeFile(join(folder, 'a'), content.subarray(1000, 2000));
  await writeFile(join(folder, 'b'), content.subarray(3000, 4500));
});

afterAll(() => rm(folder, { recursive: true }));

describe('the pieces of a tar', () => {
  test('put together are any stretch of it', async () => {
    const tar = tarImageOf(
      content.subarray(0, 1000),
      await fileSource(join(folder, 'a')),
      new Uint8Array(),
      memorySource(content.subarray(2000, 3000)),
      await fileSource(join(folder, 'b')),
      content.subarray(4500),
    );
    const pieces = TarPieces.of(tar);
    const reader = new PieceReader();
    for (let start = 0; start < 5000; start += 123) {
      for (let end = start; end <= 5000; end += 321) {
        const target = new Uint8Array(end - start);
        expect(reader.read(await pieces.between(start, end), target)).toBe(end - start);
        expect(content.subarray(start, end).equals(target)).toBe(true);
      }
    }
    reader.close();
  });

  test('of a file that has become shorter fail', async () => {
    const reader = new PieceReader();
    const pieces = [{ path: join(folder, 'a'), position: 900, length: 200 }];
    expect(() => reader.read(pieces, new Uint8Array(200))).toThrow('became shorter');
    reader.close();
  });
});
