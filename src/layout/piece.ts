/** A named piece of a layout or an archive, read when it is written. */
export interface Piece {
  /** Below the layout's folder, `/` between parts. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  read(): AsyncIterable<Uint8Array>;
}

export function bytesPiece(path: string, bytes: Buffer): Piece {
  return {
    path,
    size: bytes.length,
    read: async function* () {
      yield bytes;
    },
  };
}

/** The same piece, whose reading ends with the reason of the signal when that is aborted. */
export function stoppable(piece: Piece, signal: AbortSignal): Piece {
  return {
    ...piece,
    read: async function* () {
      for await (const bytes of piece.read()) {
        signal.throwIfAborted();
        yield bytes;
      }
    },
  };
}

/** One of each path, sorted: what stands under one path is named after its digest, so that twice is the same bytes. */
export function distinct(pieces: readonly Piece[]): Piece[] {
  const byPath = new Map(pieces.map((piece) => [piece.path, piece]));
  return [...byPath.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}
