import type { FileSource } from '../files/file-source.ts';
import type { TarSegment } from './tar-image.ts';

/** Bytes that one segment holds at most. */
const SEGMENT_BYTES = 1024 * 1024;

/**
 * Collects the parts of a tar; neighbouring bytes become one segment. They lie in memory that threads share, so that a
 * tar of very many small files, which is mostly headers and padding, is there once and not once for each thread.
 */
export class SegmentList {
  size = 0;
  readonly #segments: TarSegment[] = [];
  #open: Uint8Array = new Uint8Array(0);
  #used = 0;

  /** Copies the bytes. */
  addBytes(bytes: Uint8Array): void {
    for (let done = 0; done < bytes.length; ) {
      const room = this.#room(bytes.length - done);
      this.#open.set(bytes.subarray(done, done + room), this.#used);
      this.#used += room;
      done += room;
    }
    this.size += bytes.length;
  }

  addZeros(count: number): void {
    for (let left = count; left > 0; ) {
      const room = this.#room(left);
      this.#used += room;
      left -= room;
    }
    this.size += count;
  }

  addFile(source: FileSource): void {
    this.#close();
    this.#segments.push({ kind: 'file', source });
    this.size += source.size;
  }

  finish(): readonly TarSegment[] {
    this.#close();
    return this.#segments;
  }

  /** How many of so many bytes go into the open segment, which has room for one at least. */
  #room(wanted: number): number {
    if (this.#used === this.#open.length) this.#close(SEGMENT_BYTES);
    return Math.min(wanted, this.#open.length - this.#used);
  }

  /** What is left of the memory takes the next segment, unless there is `fresh` memory for it. */
  #close(fresh = 0): void {
    const [written, rest] = [this.#open.subarray(0, this.#used), this.#open.subarray(this.#used)];
    if (this.#used > 0) this.#segments.push({ kind: 'bytes', bytes: written });
    this.#open = fresh === 0 ? rest : new Uint8Array(new SharedArrayBuffer(fresh));
    this.#used = 0;
  }
}
