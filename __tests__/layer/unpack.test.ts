import zlib from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { DamagedLayer, LayerUnpacker, type UnpackedLayer } from '../../src/layer/unpack.ts';
import { digestOf } from '../../src/oci/digest.ts';
import { DOCKER_MEDIA_TYPE, MEDIA_TYPE } from '../../src/oci/media-types.ts';
import { sampleBytes } from '../support/tar-images.ts';

const TAR = sampleBytes(3_000_000);
const GZIP = zlib.gzipSync(TAR);

/** Unpacks in pieces, as a network brings them. */
async function unpack(
  bytes: Buffer,
  mediaType: string = MEDIA_TYPE.layerGzip,
  limits = { size: bytes.length, tarSize: TAR.length },
): Promise<UnpackedLayer> {
  const unpacker = new LayerUnpacker(mediaType, limits);
  for (let at = 0; at < bytes.length; at += 50_000) await unpacker.write(bytes.subarray(at, at + 50_000));
  return unpacker.finish();
}

const flipped = (at: number) => {
  const bytes = Buffer.from(GZIP);
  bytes[at] = (bytes[at] ?? 0) ^ 0xff;
  return bytes;
};

describe('a layer that is unpacked while it comes', () => {
  test.each([
    [MEDIA_TYPE.layerGzip, GZIP],
    [DOCKER_MEDIA_TYPE.layerGzip, GZIP],
    [MEDIA_TYPE.layerTar, TAR],
    ...(zlib.zstdCompressSync === undefined ? [] : ([[MEDIA_TYPE.layerZstd, zlib.zstdCompressSync(TAR)]] as const)),
  ])('tells both digests and sizes: %s', async (mediaType, bytes) => {
    expect(await unpack(bytes, mediaType)).toEqual({
      digest: digestOf(bytes),
      size: bytes.length,
      diffId: digestOf(TAR),
      tarSize: TAR.length,
    });
  });

  test.each([
    ['cut short', GZIP.subarray(0, -9), undefined],
    ['empty', Buffer.alloc(0), undefined],
    ['not gzip', Buffer.alloc(100), undefined],
    ['damaged in the middle', flipped(GZIP.length >> 1), undefined],
    ['damaged in its last byte', flipped(GZIP.length - 1), undefined],
    ['longer than it should be', GZIP, { size: GZIP.length - 1, tarSize: TAR.length }],
    ['a bomb', GZIP, { size: GZIP.length, tarSize: TAR.length - 1 }],
  ])('is refused where it is %s', async (_, bytes, limits) => {
    await expect(unpack(bytes, MEDIA_TYPE.layerGzip, limits)).rejects.toThrow(DamagedLayer);
  });

  test.each([
    ['zeros', MEDIA_TYPE.layerGzip, GZIP, Buffer.alloc(512)],
    ['zeros and another member', MEDIA_TYPE.layerGzip, GZIP, Buffer.concat([Buffer.alloc(1), zlib.gzipSync('more')])],
    ...(zlib.zstdCompressSync === undefined
      ? []
      : ([
          ['another frame', MEDIA_TYPE.layerZstd, zlib.zstdCompressSync(TAR), zlib.zstdCompressSync('more')],
          ['zeros', MEDIA_TYPE.layerZstd, zlib.zstdCompressSync(TAR), Buffer.alloc(512)],
          ['text', MEDIA_TYPE.layerZstd, zlib.zstdCompressSync(TAR), Buffer.from('and so on')],
        ] as const)),
  ] as const)('is refused where %s come after its end: %s', async (_, mediaType, layer, more) => {
    const limits = { size: layer.length + more.length, tarSize: 2 * TAR.length };
    const unpacker = new LayerUnpacker(mediaType, limits);
    await unpacker.write(Buffer.concat([layer, more]));
    await expect(unpacker.finish()).rejects.toThrow(DamagedLayer);
    await expect(unpack(Buffer.concat([layer, more]), mediaType, limits)).rejects.toThrow(DamagedLayer);
  });

  test('is refused under a type that nobody knows', async () => {
    await expect(unpack(GZIP, 'application/x')).rejects.toThrow('it is called application/x');
  });
});
