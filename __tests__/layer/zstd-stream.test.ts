import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import zlib from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Compressor } from '../../src/layer/compressor.ts';
import type { Layer } from '../../src/layer/layer.ts';
import type { TarImage } from '../../src/rootfs/tar-image.ts';
import { encoderAssets } from '../support/encoder-assets.ts';
import { collect, memorySource, sampleBytes, tarImageOf } from '../support/tar-images.ts';

/** Node 20 has none: there only the refusal can be seen. */
const HAS_ZSTD = typeof zlib.createZstdCompress === 'function';
let folder: string;
let compressor: Compressor;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zstd-test-'));
  compressor = new Compressor({ assets: encoderAssets(), spoolFolder: folder, memoryLimit: 100_000 });
});

afterEach(async () => {
  await compressor.close();
  expect(await readdir(folder)).toEqual([]);
  await rm(folder, { recursive: true });
});

const content = sampleBytes(2_500_000);
const zstd = (tar: TarImage, level?: number): Layer =>
  compressor.layer({ label: 'binary', tar, compression: { kind: 'zstd', ...(level === undefined ? {} : { level }) } });

describe('a zstd layer', () => {
  test('is made where Node has zstd, and else refused with the version that has it', async () => {
    const tar = tarImageOf(content.subarray(0, 9), memorySource(content.subarray(9)));
    if (!HAS_ZSTD) {
      expect(() => zstd(tar)).toThrow(/has no zstd/);
      return;
    }
    const layer = zstd(tar);
    expect(zlib.zstdDecompressSync(await collect(layer.blob.read(0))).equals(content)).toBe(true);
    expect(layer.mediaType).toBe('application/vnd.oci.image.layer.v1.tar+zstd');
    expect(zlib.zstdDecompressSync(await collect(zstd(tar, 9).blob.read(0))).equals(content)).toBe(true);
  });
});

describe('a zstd layer that fails', () => {
  test('tells its readers when a file cannot be read', async () => {
    if (!HAS_ZSTD) return;
    const broken = { ...memorySource(content), read: () => Promise.reject(new Error('bad disk')) };
    const layer = zstd(tarImageOf(content, broken));
    await expect(collect(layer.blob.read(0))).rejects.toMatchObject({ code: 'layer' });
    await expect(layer.blob.descriptor).rejects.toThrow(/bad disk/);
  });

  test('ends at once when it is closed', async () => {
    if (!HAS_ZSTD) return;
    const layer = zstd(tarImageOf(content), 15);
    const reading = collect(layer.blob.read(0));
    await new Promise((resolve) => setTimeout(resolve, 20));
    await compressor.close();
    await expect(reading).rejects.toMatchObject({ code: 'cancelled' });
  });
});
