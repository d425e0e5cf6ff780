import type { Descriptor } from '../oci/descriptor.ts';
import type { Digest } from '../oci/digest.ts';
import { MEDIA_TYPE } from '../oci/media-types.ts';
import type { TarImage, TarSegment } from '../rootfs/tar-image.ts';
import type { TarHash } from './hash-tar.ts';
import type { CompressedBlob, Layer } from './layer.ts';

/** A layer that is its tar: nothing is made or kept, every reader reads the files. */
export class PlainLayer implements Layer, CompressedBlob {
  readonly label: string;
  readonly tarSize: number;
  readonly sizeLimit: number;
  readonly mediaType = MEDIA_TYPE.layerTar;
  readonly diffId: Promise<Digest>;
  readonly descriptor: Promise<Descriptor>;
  readonly #tar: TarImage;
  #known: Descriptor | undefined;

  constructor(label: string, tar: TarImage, hash: Promise<TarHash>) {
    this.label = label;
    this.tarSize = tar.size;
    this.sizeLimit = tar.size;
    this.#tar = tar;
    this.diffId = hash.then(({ diffId }) => diffId);
    this.descriptor = this.diffId.then((digest) => {
      this.#known = { mediaType: this.mediaType, digest, size: tar.size };
      return this.#known;
    });
    this.descriptor.catch(() => {});
  }

  get blob(): CompressedBlob {
    return this;
  }

  known(): Descriptor | undefined {
    return this.#known;
  }

  async *read(offset: number, signal?: AbortSignal): AsyncGenerator<Uint8Array, void, undefined> {
    let start = 0;
    for (const segment of this.#tar.segments) {
      const size = segment.kind === 'bytes' ? segment.bytes.length : segment.source.size;
      const skip = Math.max(offset - start, 0);
      if (skip < size) {
        for await (const bytes of pieces(segment, skip)) {
          signal?.throwIfAborted();
          yield bytes;
        }
      }
      start += size;
    }
    await this.#tar.assertUnchanged();
  }

  begin(): void {}
}

async function* pieces(segment: TarSegment, from: number): AsyncGenerator<Uint8Array, void, undefined> {
  // Not every writer takes memory that threads share.
  if (segment.kind === 'bytes') yield Buffer.from(segment.bytes.subarray(from));
  else yield* segment.source.stream(from);
}
