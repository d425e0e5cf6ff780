import type { Descriptor } from '../oci/descriptor.ts';
import type { Digest } from '../oci/digest.ts';

export interface Compression {
  readonly kind: 'gzip' | 'zstd' | 'none';
  /** The encoder's own scale; absent = the project's choice for the kind and the size. */
  readonly level?: number;
}

/**
 * One layer of an image. Hashing starts when it is made, compression when its blob is begun or asked for. Every run compresses every layer: what a registry says about a layer does not prove what is in it.
 */
export interface Layer {
  /** For messages: `binary for linux/amd64`. */
  readonly label: string;
  /** Bytes of the tar. */
  readonly tarSize: number;
  readonly mediaType: string;
  readonly diffId: Promise<Digest>;
  /** The compressed bytes; compression starts when they are read, or their descriptor is asked for, at the latest. */
  readonly blob: CompressedBlob;
}

/** Fits the registry client's BlobSource. */
export interface CompressedBlob {
  readonly label: string;
  readonly mediaType: string;
  /** The most bytes that the blob can have. */
  readonly sizeLimit: number;
  /** Resolves when the last byte has been made. */
  readonly descriptor: Promise<Descriptor>;
  /** The descriptor, once the last byte has been made. */
  known(): Descriptor | undefined;
  /** Milliseconds until the last byte is made, at the speed so far; 0 before it was begun, absent where nothing is compressed. */
  remaining?(): number;
  /** Bytes from `offset` on, as they are made; ends with the blob. Any number of readers, at once or later. */
  read(offset: number, signal?: AbortSignal): AsyncIterable<Uint8Array>;
  /** Starts compression before anybody reads, and puts it before the rest of the diff id. Any number of times. */
  begin(): void;
}
