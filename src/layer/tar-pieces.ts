import type { FileSource } from '../files/file-source.ts';
import { freeMemory } from '../free-memory.ts';
import type { TarImage, TarSegment } from '../rootfs/tar-image.ts';

/** Bytes in memory, or a range of a file that the consumer reads itself. Can be sent to a worker. */
export type TarPiece =
  | {
      readonly bytes: Uint8Array;
      /** Read for this piece alone: its last user may free it. */
      readonly own?: true;
    }
  | { readonly path: string; readonly position: number; readonly length: number };

/** A piece, or a file that has no path and can be read on this thread only. */
type Part = TarPiece | { readonly source: FileSource };

/** Finds what makes up a stretch of a tar. */
export class TarPieces {
  readonly size: number;
  readonly #parts: readonly Part[];
  /** Where each part starts. */
  readonly #starts: readonly number[];

  constructor(parts: readonly Part[]) {
    let at = 0;
    this.#parts = parts;
    this.#starts = parts.map((part) => {
      const start = at;
      at += sizeOf(part);
      return start;
    });
    this.size = at;
  }

  static of(tar: TarImage): TarPieces {
    return new TarPieces(tar.segments.map(partOf));
  }

  /** A file by itself. */
  static ofFile(source: FileSource): TarPieces {
    return new TarPieces([partOf({ kind: 'file', source })]);
  }

  /** The whole as what can be sent to a worker; undefined where a file has no path. */
  get whole(): readonly TarPiece[] | undefined {
    return this.#parts.every(isPiece) ? this.#parts : undefined;
  }

  /** The pieces of the bytes from `start` up to `end`. Files that have no path are read here. */
  async between(start: number, end: number): Promise<TarPiece[]> {
    const pieces: TarPiece[] = [];
    for (let index = this.#indexAt(start); index < this.#parts.length; index++) {
      const part = this.#parts[index];
      const base = this.#starts[index] ?? 0;
      if (part === undefined || base >= end) break;
      const [from, to] = [Math.max(start - base, 0), Math.min(end - base, sizeOf(part))];
      if (from < to) pieces.push(await pieceOf(part, from, to));
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

/** Gives back the memory of what was read for these pieces alone. */
export function freeOwn(pieces: readonly TarPiece[]): void {
  for (const piece of pieces) if ('bytes' in piece && piece.own === true) freeMemory(piece.bytes);
}

function isPiece(part: Part): part is TarPiece {
  return !('source' in part);
}

function partOf(segment: TarSegment): Part {
  if (segment.kind === 'bytes') return { bytes: segment.bytes };
  const { source } = segment;
  return source.path === undefined ? { source } : { path: source.path, position: 0, length: source.size };
}

function sizeOf(part: Part): number {
  if ('bytes' in part) return part.bytes.length;
  return 'path' in part ? part.length : part.source.size;
}

async function pieceOf(part: Part, from: number, to: number): Promise<TarPiece> {
  if ('bytes' in part) return { bytes: part.bytes.subarray(from, to) };
  if ('path' in part) return { path: part.path, position: part.position + from, length: to - from };
  return { bytes: await part.source.read(from, to - from), own: true };
}
