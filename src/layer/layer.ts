import type { Descriptor } from '../oci/descriptor.ts';
import type { Digest } from '../oci/digest.ts';

export interface Compression {
  readonly kind: 'gzip' | 'zstd' | 'none';
  /** The encoder's own scale; absent = the project's choice for the kind and the size. */
  readonly level?: number;
}

/**
 * One layer of an image. Hashing starts when it is made, compression when somebody needs the blob or probably will;
 * `discard` ends what is under way where a registry turns out to have the blob already.
 */
export interface Layer {
  /** For messages: `binary for linux/amd64`. */
  readonly label: string;
  /** Bytes of the tar. */
  readonly tarSize: number;
  readonly mediaType: string;
  /** Encoder, version and level, as the history entry's comment tells it: decides whether a registry's copy is the one this run would make. */
  readonly encoder: string;
  readonly diffId: Promise<Digest>;
  /** The compressed bytes; compression starts when they are read, or their descriptor is asked for, at the latest. */
  readonly blob: CompressedBlob;
  /** The blob will probably be needed: compression starts ahead of whoever reads it. */
  begin(): void;
  /** The blob is needed for certain: its compression goes before the diff id, for which only the configuration waits now. */
  need(): void;
  /** Compression is not needed (any more): a registry has the blob. Undone by the next read of `blob`. */
  discard(): void;
  /** Compresses no further before `until` settles, since the blob will probably not be needed. */
  holdBack(until: Promise<unknown>): void;
  close(): Promise<void>;
}

/** Fits the registry client's BlobSource. */
export interface CompressedBlob {
  readonly label: string;
  readonly mediaType: string;
  /** Bytes that the blob will have at the most. */
  readonly sizeLimit: number;
  /** Resolves when the last byte has been made. */
  readonly descriptor: Promise<Descriptor>;
  /** The descriptor, once the last byte has been made. */
  known(): Descriptor | undefined;
  /** Bytes from `offset` on, as they are made; ends with the blob. Any number of readers, at once or later. */
  read(offset: number, signal?: AbortSignal): AsyncIterable<Uint8Array>;
}
