import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openFile } from '../../src/files/open-file.ts';
import { Compressor, type CompressorOptions } from '../../src/layer/compressor.ts';
import type { EncoderAssets } from '../../src/layer/encoder-assets.ts';
import { digestOf } from '../../src/oci/digest.ts';
import { encoderAssets } from '../support/encoder-assets.ts';
import { collect, fileSource, sampleBytes, tarImageOf } from '../support/tar-images.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'threads-test-'));
});

afterEach(() => rm(folder, { recursive: true }));

function options(more: Partial<CompressorOptions> = {}): CompressorOptions {
  return { assets: encoderAssets(), spoolFolder: folder, ...more };
}

describe('threads', () => {
  const content = sampleBytes(9_000_000);

  async function blobWith(threads: number, assets: EncoderAssets = encoderAssets()): Promise<Buffer> {
    const own = new Compressor(options({ threads, assets }));
    const path = join(folder, 'binary');
    await writeFile(path, content.subarray(512));
    const tar = tarImageOf(content.subarray(0, 512), await fileSource(path));
    const layer = own.layer({ label: 'binary', tar, compression: { kind: 'gzip' } });
    const blob = await collect(layer.blob.read(0));
    await own.close();
    return blob;
  }

  test('make the same bytes, however many there are', async () => {
    const alone = await blobWith(1);
    expect(gunzipSync(alone).equals(content)).toBe(true);
    for (const threads of [2, 3]) expect((await blobWith(threads)).equals(alone)).toBe(true);
  });

  test('that cannot start leave their work to the main thread', async () => {
    const assets = { ...encoderAssets(), worker: () => new Worker(pathToFileURL(join(folder, 'missing.js'))) };
    expect(gunzipSync(await blobWith(2, assets)).equals(content)).toBe(true);
  });

  test.each([1, 2, 3])('hash a file that is in a layer once, whoever asks (%i threads)', async (threads) => {
    const own = new Compressor(options({ threads }));
    const path = join(folder, 'binary');
    await writeFile(path, content);
    const source = await fileSource(path);
    const layer = own.layer({ label: 'binary', tar: tarImageOf(source), compression: { kind: 'gzip' } });
    const asked = [own.fileDigest(source), own.fileDigest(source)];
    expect(asked[0]).toBe(asked[1]);
    expect(await asked[0]).toBe(digestOf(content));
    expect(await layer.diffId).toBe(digestOf(content));
    await own.close();
  });

  test('that cannot start leave the digest of a file to the main thread', async () => {
    const assets = { ...encoderAssets(), worker: () => new Worker(pathToFileURL(join(folder, 'missing.js'))) };
    const own = new Compressor(options({ threads: 2, assets }));
    const path = join(folder, 'binary');
    await writeFile(path, content);
    const source = await fileSource(path);
    own.prepare(source.size, { kind: 'gzip' });
    expect(await own.fileDigest(source)).toBe(digestOf(content));
    await own.close();
  });

  test('give no digest of a file that became another one', async () => {
    const own = new Compressor(options({ threads: 1 }));
    const path = join(folder, 'binary');
    await writeFile(path, content);
    const source = await openFile(path);
    await writeFile(path, content.subarray(1));
    await expect(own.fileDigest(source)).rejects.toMatchObject({
      code: 'file',
      message: expect.stringMatching(/changed/),
    });
    await source.close();
    await own.close();
  });

  test('share several layers, each of which is as if it were alone', async () => {
    const own = new Compressor(options({ threads: 2 }));
    const parts = [content, content.subarray(0, 5_000_000), content.subarray(4_000_000), content.subarray(0, 10)];
    const layers = parts.map((part) =>
      own.layer({ label: 'part', tar: tarImageOf(part), compression: { kind: 'gzip' } }),
    );
    const blobs = await Promise.all(layers.map(({ blob }) => collect(blob.read(0))));
    blobs.forEach((blob, index) => {
      expect(gunzipSync(blob).equals(parts[index] ?? Buffer.alloc(0))).toBe(true);
    });
    await own.close();
  });

  test('tell of a file that a worker cannot read', async () => {
    const own = new Compressor(options({ threads: 2 }));
    const path = join(folder, 'binary');
    await writeFile(path, content);
    const source = await fileSource(path);
    await rm(path);
    const layer = own.layer({ label: 'binary', tar: tarImageOf(source), compression: { kind: 'gzip' } });
    await expect(layer.blob.descriptor).rejects.toMatchObject({ code: 'layer' });
    await expect(layer.diffId).rejects.toMatchObject({ code: 'layer' });
    await own.close();
  });

  test('may be started before their layers are known', async () => {
    const own = new Compressor(options({ threads: 2 }));
    own.prepare(50_000_000, { kind: 'gzip' });
    own.prepare(50_000_000, { kind: 'zstd' });
    const layer = own.layer({
      label: 'small',
      tar: tarImageOf(content.subarray(0, 99)),
      compression: { kind: 'gzip' },
    });
    expect(gunzipSync(await collect(layer.blob.read(0))).equals(content.subarray(0, 99))).toBe(true);
    await own.close();
  });

  test('that find no encoder fail the layer', async () => {
    const assets = { ...encoderAssets(), module: () => Promise.reject(new Error('no such file')) };
    await expect(blobWith(2, assets)).rejects.toMatchObject({
      code: 'layer',
      message: expect.stringContaining('no such file'),
    });
  });
});
