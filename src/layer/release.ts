import type { TarPiece } from './tar-pieces.ts';

/** Frees memory now, since the collector lets 64 MiB of such chunks come together. Node 20 has nothing for it. */
export function release({ buffer, length }: Uint8Array): void {
  if (buffer.byteLength === length) (buffer as { transfer?: (length: number) => unknown }).transfer?.(0);
}

/** Frees what was read for these pieces alone. */
export function releaseOwn(pieces: readonly TarPiece[]): void {
  for (const piece of pieces) if ('bytes' in piece && piece.own === true) release(piece.bytes);
}
