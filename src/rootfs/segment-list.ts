import type { FileSource } from '../files/file-source.ts';
import type { TarSegment } from './tar-image.ts';

/** Bytes that one segment holds at most, so that joining them stays cheap. */
const SEGMENT = 1024 * 1024;

/** Collects the parts of a tar; neighbouring bytes become one segment. */
export class SegmentList {
  size = 0;
  readonly #segments: TarSegment[] = [];
  #pending: Uint8Array[] = [];
  #pendingSize = 0;

  addBytes(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#pending.push(bytes);
    this.#pendingSize += bytes.length;
    this.size += bytes.length;
    if (this.#pendingSize >= SEGMENT) this.#join();
  }

  addFile(source: FileSource): void {
    this.#join();
    this.#segments.push({ kind: 'file', source });
    this.size += source.size;
  }

  finish(): readonly TarSegment[] {
    this.#join();
    return this.#segments;
  }

  #join(): void {
    if (this.#pendingSize > 0) this.#segments.push({ kind: 'bytes', bytes: Buffer.concat(this.#pending) });
    this.#pending = [];
    this.#pendingSize = 0;
  }
}
