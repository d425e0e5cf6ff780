import type { TarImage, TarSegment } from '../rootfs/tar-image.ts';

/** Bytes at hand, or a stretch of a file that whoever needs the bytes reads by itself. Can be sent to a worker. */
export type Piece =
  | { readonly bytes: Uint8Array }
  | { readonly path: string; readonly position: number; readonly length: number };

/** Finds what makes up a stretch of a tar. */
export class TarPieces {
  readonly size: number;
  readonly #segments: readonly TarSegment[];
  /** Where each segment starts. */
  readonly #starts: readonly number[];

  constructor(tar: TarImage) {
    this.size = tar.size;
    this.#segments = tar.segments;
    let at = 0;
    this.#starts = tar.segments.map((segment) => {
      const start = at;
      at += sizeOf(segment);
      return start;
    });
  }

  /** The pieces of the bytes from `start` up to `end`. Files that have no path are read here. */
  async between(start: number, end: number): Promise<Piece[]> {
    const pieces: Piece[] = [];
    for (let index = this.#indexAt(start); index < this.#segments.length; index++) {
      const segment = this.#segments[index];
      const base = this.#starts[index] ?? 0;
      if (segment === undefined || base >= end) break;
      const [from, to] = [Math.max(start - base, 0), Math.min(end - base, sizeOf(segment))];
      if (from < to) pieces.push(await pieceOf(segment, from, to));
    }
    return pieces;
  }

  #indexAt(at: number): number {
    let [low, high] = [0, this.#starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    return Math.max(low, 0);
  }
}

function sizeOf(segment: TarSegment): number {
  return segment.kind === 'bytes' ? segment.bytes.length : segment.source.size;
}

async function pieceOf(segment: TarSegment, from: number, to: number): Promise<Piece> {
  if (segment.kind === 'bytes') return { bytes: segment.bytes.subarray(from, to) };
  const { path } = segment.source;
  if (path !== undefined) return { path, position: from, length: to - from };
  return { bytes: await segment.source.read(from, to - from) };
}
