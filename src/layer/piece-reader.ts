import { closeSync, openSync, readSync } from 'node:fs';
import type { TarPiece } from './tar-pieces.ts';

/**
 * Puts pieces into memory, without waiting: what it reads was read or written a moment ago, so it comes from the page
 * cache, and a trip through the thread pool costs more than the copy. Keeps the last file open, since a large file
 * comes in many stretches.
 */
export class PieceReader {
  #open: { readonly path: string; readonly descriptor: number } | undefined;

  /** Fills `target` from `at` on; returns where the pieces end. */
  read(pieces: readonly TarPiece[], target: Uint8Array, at = 0): number {
    let end = at;
    for (const piece of pieces) {
      if ('bytes' in piece) target.set(piece.bytes, end);
      else this.#readFile(piece, target.subarray(end, end + piece.length));
      end += 'bytes' in piece ? piece.bytes.length : piece.length;
    }
    return end;
  }

  close(): void {
    if (this.#open !== undefined) closeSync(this.#open.descriptor);
    this.#open = undefined;
  }

  #readFile({ path, position, length }: Exclude<TarPiece, { bytes: Uint8Array }>, target: Uint8Array): void {
    const descriptor = this.#descriptor(path);
    for (let done = 0; done < length; ) {
      const count = readSync(descriptor, target, done, length - done, position + done);
      if (count === 0) throw new Error(`${path} became shorter while it was read`);
      done += count;
    }
  }

  #descriptor(path: string): number {
    if (this.#open?.path === path) return this.#open.descriptor;
    this.close();
    this.#open = { path, descriptor: openSync(path, 'r') };
    return this.#open.descriptor;
  }
}
