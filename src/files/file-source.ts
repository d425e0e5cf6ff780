/**
 * Bytes of known size that can be read at any place, any number of times. The disk is behind it where `path` is set;
 * whoever can read faster by path (a worker thread) may do so.
 */
export interface FileSource {
  /** As the user wrote it, for messages. */
  readonly name: string;
  /** Absolute, where the bytes are those of a file. */
  readonly path?: string;
  /** Bytes. */
  readonly size: number;
  /** The whole content, where it is in memory anyway: texts, the kit's parts, small files. */
  readonly bytes?: Uint8Array;
  /** Exactly `length` bytes from `offset`; fails where the file has become shorter. */
  read(offset: number, length: number): Promise<Uint8Array>;
  /** Bytes from `start` up to `end` (default: the whole), in pieces. */
  stream(start?: number, end?: number): AsyncIterable<Uint8Array>;
  /** Fails where the file is no longer the one that was opened: size, times or identity differ. Free for memory. */
  assertUnchanged(): Promise<void>;
  close(): Promise<void>;
}
