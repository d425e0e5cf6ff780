import type { Block, DeflatedBlock } from './block.ts';

/** One thread that compresses blocks. */
export interface Lane {
  /** How many blocks it may have at once, now: the next one should be there when the last is done. */
  readonly capacity: number;
  /** Rejects with LaneLost where the thread is gone and another one may try. */
  deflate(block: Block): Promise<DeflatedBlock>;
  close(): Promise<void>;
}

export class LaneLost extends Error {}
