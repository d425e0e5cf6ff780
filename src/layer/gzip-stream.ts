import type { Block, BlockDeflater, DeflatedBlock } from './block.ts';
import { CombinedCrc } from './crc32.ts';
import { freeOwn, type TarPieces } from './tar-pieces.ts';

/** Deflate looks back so far. https://www.rfc-editor.org/rfc/rfc1951#page-4 */
const DICTIONARY_BYTES = 32768;

/** Up to this size of a tar, the thorough search takes a few hundredths of a second: a smaller image is worth that. */
const MAX_THOROUGH_TAR_BYTES = 2 ** 21;

/** Written by us, not by a library, so that it is the same everywhere: no time, no flags, unknown system. https://www.rfc-editor.org/rfc/rfc1952#page-5 */
const HEADER = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255);

/** Takes the compressed bytes of so many bytes of the tar over, in order; resolves when it can take more. */
export type Sink = (bytes: Uint8Array, tarBytes: number) => Promise<void>;

/**
 * Compresses a tar as one gzip member, blocks side by side. Each block has the 32 KiB before it as dictionary, so
 * little is lost at the borders. Returns the CRC-32 of what was read.
 */
export async function gzipStream(
  tar: TarPieces,
  deflater: BlockDeflater,
  sink: Sink,
  signal: AbortSignal,
): Promise<number> {
  const { blockSize, window } = deflater;
  const count = Math.max(1, Math.ceil(tar.size / blockSize));
  const underWay: Promise<DeflatedBlock>[] = [];
  const crc = new CombinedCrc();
  await sink(HEADER.slice(), 0);
  for (let started = 0, done = 0; done < count; done++) {
    for (; started < count && started < done + window; started++) {
      underWay.push(quiet(deflate(tar, deflater, started, signal)));
    }
    const block = await underWay.shift();
    if (block === undefined) throw new Error('a block is missing');
    const length = Math.min(tar.size - done * blockSize, blockSize);
    crc.add(block.crc, length);
    await sink(block.bytes, length);
  }
  await sink(trailer(crc.value, tar.size), 0);
  return crc.value;
}

async function deflate(
  tar: TarPieces,
  deflater: BlockDeflater,
  index: number,
  signal: AbortSignal,
): Promise<DeflatedBlock> {
  const start = index * deflater.blockSize;
  const end = Math.min(start + deflater.blockSize, tar.size);
  const dictionary = Math.min(start, DICTIONARY_BYTES);
  const pieces = await tar.between(start - dictionary, end);
  const block: Block = {
    pieces,
    dictionary,
    length: end - start,
    last: end === tar.size,
    thorough: deflater.thorough && tar.size <= MAX_THOROUGH_TAR_BYTES,
  };
  const deflated = await deflater.deflate(block, signal);
  freeOwn(pieces);
  return deflated;
}

/** Where several blocks fail at once, the first one that is awaited is reported. */
function quiet<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  return promise;
}

function trailer(crc: number, size: number): Uint8Array {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt32LE(crc, 0);
  bytes.writeUInt32LE(size % 2 ** 32, 4);
  return bytes;
}
