import zlib, { type ZstdCompress } from 'node:zlib';
import { ActionError } from '../errors.ts';
import type { Sink } from './gzip-stream.ts';
import { PieceReader } from './piece-reader.ts';
import type { TarPieces } from './tar-pieces.ts';

const SLICE_BYTES = 2 ** 20;

/** Node has zstd since 22.15 and 23.8. https://nodejs.org/api/zlib.html#zlibcreatezstdcompressoptions */
export function assertZstd(): void {
  if (typeof zlib.createZstdCompress === 'function') return;
  throw new ActionError('layer', `zstd was asked for, but Node ${process.versions.node} has no zstd`, {
    hint: 'Run the action with Node 22.15 or newer, or write compression: gzip.',
  });
}

/**
 * Compresses a tar as one zstd frame with size and checksum. On one thread: with its own threads the library writes
 * other bytes. Returns the CRC-32 of what was read.
 */
export async function zstdStream(tar: TarPieces, level: number, sink: Sink, signal: AbortSignal): Promise<number> {
  const stream = zlib.createZstdCompress({
    chunkSize: SLICE_BYTES,
    pledgedSrcSize: tar.size,
    params: {
      [zlib.constants.ZSTD_c_compressionLevel]: level,
      [zlib.constants.ZSTD_c_contentSizeFlag]: 1,
      [zlib.constants.ZSTD_c_checksumFlag]: 1,
    },
  });
  const taken = { bytes: 0 };
  const fed = feed(tar, stream, taken, signal).catch((error: unknown) => {
    stream.destroy(error as Error);
    throw error;
  });
  const drained = drain(stream, sink, taken, signal);
  const [crc] = await Promise.all([fed, drained]);
  return crc;
}

/** Bytes of the tar that the encoder has taken, and the sink was not told of. */
interface Taken {
  bytes: number;
}

async function feed(tar: TarPieces, stream: ZstdCompress, taken: Taken, signal: AbortSignal): Promise<number> {
  const reader = new PieceReader();
  let crc = 0;
  let before = Promise.resolve();
  try {
    for (let at = 0; at < tar.size; at += SLICE_BYTES) {
      signal.throwIfAborted();
      const slice = new Uint8Array(Math.min(SLICE_BYTES, tar.size - at));
      reader.read(await tar.between(at, at + slice.length), slice);
      crc = zlib.crc32(slice, crc);
      // One slice is read while the one before it is compressed.
      await before;
      before = written(stream, slice).then(() => {
        taken.bytes += slice.length;
      });
      before.catch(() => {});
    }
    await before;
    stream.end();
    return crc;
  } finally {
    reader.close();
  }
}

async function drain(stream: ZstdCompress, sink: Sink, taken: Taken, signal: AbortSignal): Promise<void> {
  for await (const bytes of stream) {
    signal.throwIfAborted();
    const tarBytes = taken.bytes;
    taken.bytes = 0;
    await sink(bytes as Uint8Array, tarBytes);
  }
}

function written(stream: ZstdCompress, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(bytes, (error) => (error ? reject(error) : resolve()));
  });
}
