import { MEDIA_TYPE } from '../oci/media-types.ts';
import type { BlockDeflater } from './block.ts';
import { gzipStream, type Sink } from './gzip-stream.ts';
import type { Compression } from './layer.ts';
import type { TarPieces } from './tar-pieces.ts';
import { ZlibDeflater } from './zlib-deflater.ts';
import { assertZstd, zstdStream } from './zstd-stream.ts';

/** A way to compress a tar: the same tar gives the same bytes. */
export interface Encoding {
  readonly mediaType: string;
  /** Sends the compressed bytes to the sink, in order, and returns the CRC-32 of the tar as it was read. */
  readonly encode: (tar: TarPieces, sink: Sink, signal: AbortSignal) => Promise<number>;
}

/** Done before a wire of 1 Gbit/s has taken it, and smaller than gzip's best; see docs/benchmarks.md. */
const ZSTD_LEVEL = 2;

/** Our encoder has one level, the fast one, thorough where a layer is small and not the kit; Node's zlib gives the slower ones. */
export function isOurs({ kind, level }: Compression): boolean {
  return kind === 'gzip' && (level === undefined || level === 1);
}

/** `fixed` runs our encoder. Throws where this Node cannot do what is asked. */
export function encodingFor(compression: Compression & { kind: 'gzip' | 'zstd' }, fixed: BlockDeflater): Encoding {
  const { kind, level } = compression;
  if (kind === 'zstd') return zstd(level ?? ZSTD_LEVEL);
  return gzip(level === undefined || isOurs(compression) ? fixed : new ZlibDeflater(level));
}

function gzip(deflater: BlockDeflater): Encoding {
  return {
    mediaType: MEDIA_TYPE.layerGzip,
    encode: (tar, sink, signal) => gzipStream(tar, deflater, sink, signal),
  };
}

function zstd(level: number): Encoding {
  assertZstd();
  return {
    mediaType: MEDIA_TYPE.layerZstd,
    encode: (tar, sink, signal) => zstdStream(tar, level, sink, signal),
  };
}

/**
 * What the compressed bytes of a tar can come to: deflate stores what it cannot shrink with 5 bytes for every 65,535,
 * a block's end takes 5 more, and zstd adds 1/256 to small ones. https://github.com/facebook/zstd/blob/dev/lib/zstd.h (ZSTD_COMPRESSBOUND)
 */
export function sizeLimit(tarSize: number): number {
  return tarSize + Math.ceil(tarSize / 128) + 1024;
}
