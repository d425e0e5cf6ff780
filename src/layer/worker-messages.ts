import type { Block, DeflatedBlock } from './block.ts';

/** What the main thread asks of a worker. */
export interface WorkerTask {
  readonly id: number;
  readonly block: Block;
}

export type WorkerAnswer =
  | { readonly id: number; readonly result: DeflatedBlock }
  | { readonly id: number; readonly error: string };
