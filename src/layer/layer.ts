import type { Descriptor } from '../oci/descriptor.ts';
import type { Digest } from '../oci/digest.ts';

export interface Compression {
  readonly kind: 'gzip' | 'zstd' | 'none';
  /** The encoder's own scale; absent = the project's choice for the kind and the size. */
  readonly level?: number;
}

/**
 * One layer of an image. Worker threads hash and compress it from the start, this thread helps once its blob is begun or asked for. Every run compresses every layer: what a registry says about a layer does not prove what is in it.
 */
export interface Layer {
  /** For messages: `binary for linux/amd64`. */
  readonly label: string;
  /** Bytes of the tar. */
  readonly tarSize: number;
  readonly mediaType: string;
  readonly diffId: Promise<Digest>;
  readonly blob: CompressedBlob;
  /** Has the diff id made beside the compression and not after it, since nothing goes on without it; absent where it is anyway. */
  expectDiffId?(): void;
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
  /** Milliseconds until the last byte is made, at the speed so far; absent where nothing is compressed. */
  remaining?(): number;
  /** Bytes from `offset` on, as they are made; ends with the blob. Any number of readers, at once or later. */
  read(offset: number, signal?: AbortSignal): AsyncIterable<Uint8Array>;
  /** Has this thread compress, too, before anybody reads. Any number of times. */
  begin(): void;
}
