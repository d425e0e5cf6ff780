import type { TarPiece } from './tar-pieces.ts';

/** A stretch of a tar to be compressed by itself. */
export interface Block {
  /** The dictionary (bytes just before the block, already compressed with the one before), then the block. */
  readonly pieces: readonly TarPiece[];
  /** Bytes. */
  readonly dictionary: number;
  /** Bytes, without the dictionary. */
  readonly length: number;
  /** The last block ends the deflate stream, every other one ends on a byte border (sync flush). */
  readonly last: boolean;
  /** Spend more time for fewer bytes; for our encoder, which has no levels. */
  readonly thorough?: boolean;
}

export interface DeflatedBlock {
  readonly bytes: Uint8Array;
  /** CRC-32 of the block as it was read. */
  readonly crc: number;
}

/** Something that turns blocks into raw deflate, several at once. Its bytes depend on the block alone. */
export interface BlockDeflater {
  /** Bytes of a block; each stream has one size, so that its bytes never depend on threads. */
  readonly blockSize: number;
  /** How many blocks one layer keeps under way. */
  readonly window: number;
  /** Whether it may spend more time for fewer bytes on a small tar. */
  readonly thorough: boolean;
  deflate(block: Block, signal: AbortSignal): Promise<DeflatedBlock>;
}
