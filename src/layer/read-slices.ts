import { PieceReader } from './piece-reader.ts';
import { freeOwn, type TarPieces } from './tar-pieces.ts';

/** Small enough that the second-level cache holds it for every sum that is made of it. */
const SLICE_BYTES = 2 ** 18;

/**
 * Reads a tar, or a file, once from its start to its end, with a `pause` before every slice. All slices are in one buffer: memory
 * of its own for each took a signed push 40 ms. So a slice is gone with the next one.
 */
export async function* readSlices(tar: TarPieces, pause: () => Promise<void>): AsyncGenerator<Uint8Array, void> {
  const reader = new PieceReader();
  const buffer = new Uint8Array(Math.min(SLICE_BYTES, tar.size));
  try {
    for (let at = 0; at < tar.size; at += SLICE_BYTES) {
      await pause();
      const pieces = await tar.between(at, Math.min(at + SLICE_BYTES, tar.size));
      const end = reader.read(pieces, buffer);
      freeOwn(pieces);
      yield buffer.subarray(0, end);
    }
  } finally {
    reader.close();
  }
}

/** The pause of the main thread: sockets were served, and the run may have been given up. */
export async function served(signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  await new Promise((resolve) => setImmediate(resolve));
}
