import type { FileSource } from '../files/file-source.ts';

/**
 * A whole tar as bytes of known size, none of which are made before they are asked for. It can be read in order or at
 * any place, any number of times, so that workers compress different blocks of it at once.
 */
export interface TarImage {
  /** Bytes, with padding and the two closing blocks of zeros. */
  readonly size: number;
  /** In order, without gaps: their sizes add up to `size`. */
  readonly segments: readonly TarSegment[];
  /** Fails where a file behind it has changed since it was opened. */
  assertUnchanged(): Promise<void>;
}

/** Headers, small contents and padding are bytes; larger contents are files. */
export type TarSegment =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'file'; readonly source: FileSource };
