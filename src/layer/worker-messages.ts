import type { Block, DeflatedBlock } from './block.ts';
import type { TarHash } from './hash-tar.ts';
import type { TarPiece } from './tar-pieces.ts';

/** What the main thread asks of a worker. The encoder comes before the first block. */
export type WorkerTask =
  | { readonly encoder: WebAssembly.Module }
  | { readonly id: number; readonly block: Block }
  | { readonly id: number; readonly tar: readonly TarPiece[] };

export type WorkerResult = DeflatedBlock | TarHash;

/** The first message says that the thread has loaded its modules. */
export type WorkerAnswer =
  | { readonly booted: true }
  | { readonly id: number; readonly result: WorkerResult }
  | { readonly id: number; readonly error: string };
