import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ActionError } from '../../src/errors.ts';
import { CompressedLayer } from '../../src/layer/compressed-layer.ts';
import { Compressor, type CompressorOptions } from '../../src/layer/compressor.ts';
import { ContentCheck } from '../../src/layer/content-check.ts';
import { Deferred } from '../../src/layer/deferred.ts';
import { encodingFor } from '../../src/layer/encoding.ts';
import type { TarHash } from '../../src/layer/hash-tar.ts';
import type { Compression, Layer } from '../../src/layer/layer.ts';
import { MemoryBudget } from '../../src/layer/memory-budget.ts';
import { ReplayableBuffer } from '../../src/layer/replayable-buffer.ts';
import { ZlibDeflater } from '../../src/layer/zlib-deflater.ts';
import { digestOf } from '../../src/oci/digest.ts';
import type { TarImage } from '../../src/rootfs/tar-image.ts';
import { encoderAssets } from '../support/encoder-assets.ts';
import { collect, fileSource, memorySource, sampleBytes, tarImageOf } from '../support/tar-images.ts';

let folder: string;
let compressor: Compressor;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'layer-test-'));
  compressor = new Compressor(options());
});

afterEach(async () => {
  await compressor.close();
  expect((await readdir(folder)).filter((name) => name.startsWith('from-scratch'))).toEqual([]);
  await rm(folder, { recursive: true });
});

function options(more: Partial<CompressorOptions> = {}): CompressorOptions {
  return { assets: encoderAssets(), spoolFolder: folder, ...more };
}

function layerOf(tar: TarImage, compression: Compression = { kind: 'gzip' }): Layer {
  return compressor.layer({ label: 'binary for linux/amd64', tar, compression });
}

describe('a layer', () => {
  test('is its tar, compressed, with the digests of both', async () => {
    const content = sampleBytes(2_500_000);
    const layer = layerOf(tarImageOf(content.subarray(0, 512), memorySource(content.subarray(512))));
    const blob = await collect(layer.blob.read(0));
    expect(gunzipSync(blob).equals(content)).toBe(true);
    expect(await layer.diffId).toBe(digestOf(content));
    expect(await layer.blob.descriptor).toEqual({
      mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip',
      digest: digestOf(blob),
      size: blob.length,
    });
    expect(layer.blob.known()).toEqual(await layer.blob.descriptor);
    expect(blob.length).toBeLessThanOrEqual(layer.blob.sizeLimit);
  });

  test('says that it takes time until its last byte is made, and none after', async () => {
    const { blob } = layerOf(tarImageOf(sampleBytes(2_500_000)));
    expect(blob.remaining?.()).toBeGreaterThan(0);
    await blob.descriptor;
    expect(blob.remaining?.()).toBe(0);
  });

  test('has a gzip header without a time and without a system', async () => {
    const blob = await collect(layerOf(tarImageOf(sampleBytes(1000))).blob.read(0));
    expect([...blob.subarray(0, 10)]).toEqual([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);
  });

  test('is larger where a small one may not take its time, and as large where it is not small', async () => {
    const sizeOf = async (bytes: number, thorough: boolean) => {
      const program = readFileSync(process.execPath).subarray(0, bytes);
      const request = { label: 'kit', tar: tarImageOf(program), compression: { kind: 'gzip' }, thorough } as const;
      return (await compressor.layer(request).blob.descriptor).size;
    };
    expect(await sizeOf(1_000_000, true)).toBeLessThan((await sizeOf(1_000_000, false)) * 0.97);
    expect(await sizeOf(2_500_000, true)).toBe(await sizeOf(2_500_000, false));
  });

  test('may be empty', async () => {
    const layer = layerOf(tarImageOf());
    expect(gunzipSync(await collect(layer.blob.read(0))).length).toBe(0);
  });

  test('has the same bytes wherever its tar comes from', async () => {
    const content = sampleBytes(1_700_000);
    await writeFile(join(folder, 'binary'), content.subarray(700));
    const fromFile = layerOf(tarImageOf(content.subarray(0, 700), await fileSource(join(folder, 'binary'))));
    const fromBytes = layerOf(tarImageOf(content));
    const fromMany = layerOf(
      tarImageOf(...Array.from({ length: 1700 }, (_, i) => content.subarray(i * 1000, i * 1000 + 1000))),
    );
    const digests = await Promise.all(
      [fromFile, fromBytes, fromMany].map(async ({ blob }) => (await blob.descriptor).digest),
    );
    expect(new Set(digests).size).toBe(1);
  });

  test('of random bytes does not grow past its limit', async () => {
    const layer = layerOf(tarImageOf(Buffer.from(crypto.getRandomValues(new Uint8Array(65536)))));
    expect((await layer.blob.descriptor).size).toBeLessThanOrEqual(layer.blob.sizeLimit);
  });

  test.each([1, 6, 9])('can be made with gzip level %d', async (level) => {
    const content = sampleBytes(1_200_000);
    const layer = layerOf(tarImageOf(content), { kind: 'gzip', level });
    expect(gunzipSync(await collect(layer.blob.read(0))).equals(content)).toBe(true);
  });
});

describe('a plain layer', () => {
  test('is the tar itself, from any offset', async () => {
    const content = sampleBytes(5000);
    const layer = layerOf(
      tarImageOf(content.subarray(0, 512), memorySource(content.subarray(512, 3000)), content.subarray(3000)),
      {
        kind: 'none',
      },
    );
    for (const offset of [0, 1, 511, 512, 2999, 3000, 4999, 5000]) {
      expect((await collect(layer.blob.read(offset))).equals(content.subarray(offset))).toBe(true);
    }
    expect(await layer.blob.descriptor).toEqual({
      mediaType: 'application/vnd.oci.image.layer.v1.tar',
      digest: await layer.diffId,
      size: 5000,
    });
  });
});

test('without a worker, a layer is hashed from its creation on, and compressed when it is begun', async () => {
  const layer = layerOf(tarImageOf(sampleBytes(3_000_000)));
  await layer.diffId;
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(layer.blob.known()).toBeUndefined();
  layer.blob.begin();
  while (layer.blob.known() === undefined) await new Promise((resolve) => setTimeout(resolve, 5));
});

describe('readers of a blob', () => {
  test('begin anywhere, at once or later, and get the same bytes', async () => {
    const { blob } = layerOf(tarImageOf(sampleBytes(3_000_000)));
    const early = [collect(blob.read(0)), collect(blob.read(100_000)), collect(blob.read(100_001))];
    const [whole, ...parts] = await Promise.all(early);
    expect(parts[0]?.equals(whole?.subarray(100_000) ?? Buffer.alloc(0))).toBe(true);
    expect(parts[1]?.equals(whole?.subarray(100_001) ?? Buffer.alloc(0))).toBe(true);
    expect((await collect(blob.read(0))).equals(whole ?? Buffer.alloc(0))).toBe(true);
    expect((await collect(blob.read(whole?.length ?? 0))).length).toBe(0);
  });

  test('get the same bytes back from the disk where memory is short', async () => {
    const content = sampleBytes(3_000_000);
    const small = new Compressor(options({ memoryLimit: 200_000 }));
    const { blob } = small.layer({ label: 'binary', tar: tarImageOf(content), compression: { kind: 'gzip' } });
    const first = await collect(blob.read(0));
    expect(gunzipSync(first).equals(content)).toBe(true);
    // The file is open and has no name: nothing stays behind, however the process ends.
    expect(await readdir(folder)).toEqual([]);
    expect((await collect(blob.read(123_456))).equals(first.subarray(123_456))).toBe(true);
    await small.close();
    expect(await readdir(folder)).toEqual([]);
  });

  test('stop when their signal is aborted, the others go on', async () => {
    const content = sampleBytes(2_000_000);
    const { blob } = layerOf(tarImageOf(content));
    const controller = new AbortController();
    const stopped = collect(blob.read(0, controller.signal));
    const other = collect(blob.read(0));
    controller.abort(new Error('enough'));
    await expect(stopped).rejects.toThrow('enough');
    expect(gunzipSync(await other).equals(content)).toBe(true);
  });
});

describe('a failure', () => {
  test('of a file that becomes shorter reaches digest, descriptor and readers', async () => {
    const path = join(folder, 'binary');
    await writeFile(path, sampleBytes(1_500_000));
    const source = await fileSource(path);
    await writeFile(path, sampleBytes(1_000_000));
    const layer = layerOf(tarImageOf(source));
    await expect(layer.diffId).rejects.toMatchObject({ code: 'layer' });
    await expect(layer.blob.descriptor).rejects.toMatchObject({ code: 'layer' });
    await expect(collect(layer.blob.read(0))).rejects.toMatchObject({ code: 'layer' });
  });

  test('of a file that changed in place is found before the blob ends', async () => {
    const path = join(folder, 'binary');
    await writeFile(path, sampleBytes(1_500_000));
    const layer = layerOf(
      tarImageOf({ ...(await fileSource(path)), assertUnchanged: () => Promise.reject(new Error('it changed')) }),
    );
    await expect(collect(layer.blob.read(0))).rejects.toThrow(/it changed/);
    await expect(layer.blob.descriptor).rejects.toMatchObject({ code: 'layer' });
  });

  test('to hash and compress the same bytes is found by whichever ends last', async () => {
    const bytes = sampleBytes(2_000_000);
    let seen = 0;
    const read = async (offset: number, length: number) => {
      seen += length;
      const changed = seen > bytes.length ? 1 : 0;
      return bytes.slice(offset, offset + length).map((byte) => byte ^ changed);
    };
    const layer = layerOf(tarImageOf({ ...memorySource(bytes), read }));
    await expect(Promise.all([layer.diffId, layer.blob.descriptor])).rejects.toThrow(/changed while they were read/);
  });

  test('to hash and compress the same bytes is found when the hash is done, where that is later', async () => {
    const tar = tarImageOf(sampleBytes(10_000));
    const encoding = encodingFor({ kind: 'gzip', level: 6 }, new ZlibDeflater(6));
    const result = new Deferred<TarHash>();
    const layer = new CompressedLayer(
      { label: 'binary', tar, encoding, contentCheck: new ContentCheck('binary') },
      { result: result.promise, deprioritize: () => {}, prioritize: () => {} },
      new ReplayableBuffer(new MemoryBudget(100_000), folder),
      () => {},
    );
    await layer.blob.descriptor;
    result.resolve({ diffId: digestOf(sampleBytes(10_000)), crc: 1 });
    await expect(layer.diffId).rejects.toThrow(/binary changed while they were read/);
    await layer.close();
  });

  test('to spool names the folder to free', async () => {
    const small = new Compressor(options({ spoolFolder: join(folder, 'missing'), memoryLimit: 10 }));
    const layer = small.layer({
      label: 'binary',
      tar: tarImageOf(sampleBytes(100_000)),
      compression: { kind: 'gzip' },
    });
    await expect(layer.blob.descriptor).rejects.toMatchObject({
      code: 'layer',
      message: expect.stringContaining('missing'),
    });
    await small.close();
  });

  test('to wait for a layer that is closed', async () => {
    const layer = layerOf(tarImageOf(sampleBytes(3_000_000)));
    const reading = collect(layer.blob.read(0));
    await compressor.close();
    await expect(reading).rejects.toMatchObject({ code: 'cancelled' });
    await expect(layer.blob.descriptor).rejects.toMatchObject({ code: 'cancelled' });
    await expect(layer.diffId).rejects.toMatchObject({ code: 'cancelled' });
  });

  test('to wait for a layer that is closed for a reason is that reason', async () => {
    const layer = layerOf(tarImageOf(sampleBytes(3_000_000)));
    const reason = new ActionError('cancelled', 'The run was cancelled (SIGTERM)');
    const waiting = [collect(layer.blob.read(0)), layer.blob.descriptor, layer.diffId];
    await compressor.close(reason);
    for (const one of waiting) await expect(one).rejects.toBe(reason);
  });
});
