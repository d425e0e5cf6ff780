import { constants, crc32, deflateRaw } from 'node:zlib';
import type { Block, BlockDeflater, DeflatedBlock } from './block.ts';
import { PieceReader } from './piece-reader.ts';

const MIB = 2 ** 20;

/** Node's zlib on its thread pool, for the levels that the project's own encoder does not have. */
export class ZlibDeflater implements BlockDeflater {
  readonly blockSize = MIB;
  /** Node's thread pool has four threads by default. */
  readonly window = 6;
  /** Its level says how long it searches. */
  readonly thorough = false;
  readonly #level: number;

  constructor(level: number) {
    this.#level = level;
  }

  async deflate({ pieces, dictionary, length, last }: Block, signal: AbortSignal): Promise<DeflatedBlock> {
    signal.throwIfAborted();
    const input = Buffer.allocUnsafeSlow(dictionary + length);
    const reader = new PieceReader();
    try {
      reader.read(pieces, input);
    } finally {
      reader.close();
    }
    const block = input.subarray(dictionary);
    const bytes = await this.#deflate(block, input.subarray(0, dictionary), last);
    return { bytes, crc: crc32(block) };
  }

  #deflate(block: Buffer, dictionary: Buffer, last: boolean): Promise<Buffer> {
    const options = {
      level: this.#level,
      memLevel: 9,
      chunkSize: MIB / 2,
      finishFlush: last ? constants.Z_FINISH : constants.Z_SYNC_FLUSH,
      ...(dictionary.length > 0 ? { dictionary } : {}),
    };
    return new Promise((resolve, reject) => {
      deflateRaw(block, options, (error, bytes) => (error === null ? resolve(bytes) : reject(error)));
    });
  }
}
