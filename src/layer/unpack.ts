import { createHash } from 'node:crypto';
import zlib, { type Gunzip, type ZstdDecompress } from 'node:zlib';
import type { Digest } from '../oci/digest.ts';
import { DOCKER_MEDIA_TYPE, MEDIA_TYPE } from '../oci/media-types.ts';

/** What a layer turned out to be. */
export interface UnpackedLayer {
  /** Of the blob as it came. */
  readonly digest: Digest;
  /** Bytes of the blob. */
  readonly size: number;
  /** Of the tar in it. */
  readonly diffId: Digest;
  /** Bytes of the tar. */
  readonly tarSize: number;
}

type Decompression = Gunzip | ZstdDecompress;

/** The bytes are not a layer of the kind and size that was expected. */
export class DamagedLayer extends Error {}

/** Sums a layer's blob, and the tar in it, while it comes; nothing of it is kept. */
export class LayerUnpacker {
  readonly #limits: Pick<UnpackedLayer, 'size' | 'tarSize'>;
  readonly #blob = createHash('sha256');
  readonly #tar = createHash('sha256');
  readonly #stream: Decompression | undefined;
  readonly #ended: Promise<void>;
  #size = 0;
  #tarSize = 0;
  #failed: DamagedLayer | undefined;

  /**
   * @param limits bytes that are read at most, so that a bomb ends early; what is longer is a DamagedLayer
   * Throws a DamagedLayer where the media type cannot be unpacked here.
   */
  constructor(mediaType: string, limits: Pick<UnpackedLayer, 'size' | 'tarSize'>) {
    this.#limits = limits;
    this.#stream = decompression(mediaType);
    this.#ended = this.#stream === undefined ? Promise.resolve() : this.#follow(this.#stream);
    this.#ended.catch(() => {});
  }

  async write(bytes: Uint8Array): Promise<void> {
    this.#blob.update(bytes);
    this.#size += bytes.length;
    if (this.#size > this.#limits.size) this.#fail(`it is larger than ${this.#limits.size} bytes`);
    if (this.#failed === undefined && this.#stream !== undefined)
      await Promise.race([fed(this.#stream, bytes), this.#ended.catch(() => {})]);
    else if (this.#failed === undefined) this.#count(bytes);
    if (this.#failed !== undefined) throw this.#failed;
  }

  /** Rejects with a DamagedLayer. */
  async finish(): Promise<UnpackedLayer> {
    this.#stream?.end();
    await this.#ended;
    // Node passes over zeros after gzip, and over whatever follows a frame of zstd; others fail there, or read on.
    if (this.#stream !== undefined && this.#stream.bytesWritten < this.#size) this.#fail('it goes on after its end');
    if (this.#failed !== undefined) throw this.#failed;
    return { digest: sum(this.#blob), size: this.#size, diffId: sum(this.#tar), tarSize: this.#tarSize };
  }

  /** For a caller that no longer waits for the end. */
  close(): void {
    this.#stream?.destroy();
  }

  #follow(stream: Decompression): Promise<void> {
    return new Promise((resolve, reject) => {
      stream.on('data', (bytes: Buffer) => this.#count(bytes));
      stream.once('end', resolve);
      stream.once('close', () => reject(this.#failed ?? new DamagedLayer('it ended too early')));
      stream.once('error', ({ message }) => {
        this.#fail(`it cannot be unpacked: ${message}`);
        reject(this.#failed);
      });
    });
  }

  #count(bytes: Uint8Array): void {
    if (this.#failed !== undefined) return;
    this.#tar.update(bytes);
    this.#tarSize += bytes.length;
    if (this.#tarSize > this.#limits.tarSize) this.#fail(`what is in it is larger than ${this.#limits.tarSize} bytes`);
  }

  #fail(why: string): void {
    this.#failed ??= new DamagedLayer(why);
    this.#stream?.destroy();
  }
}

/** Resolves when there is room for more; perhaps never where the stream fails. */
function fed(stream: Decompression, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve) => stream.write(bytes, () => resolve()));
}

function sum(hash: ReturnType<typeof createHash>): Digest {
  return `sha256:${hash.digest('hex')}`;
}

/** Undefined for a plain tar. */
function decompression(mediaType: string): Decompression | undefined {
  switch (mediaType) {
    case MEDIA_TYPE.layerTar:
      return undefined;
    case MEDIA_TYPE.layerGzip:
    case DOCKER_MEDIA_TYPE.layerGzip:
      return zlib.createGunzip();
    case MEDIA_TYPE.layerZstd:
      if (typeof zlib.createZstdDecompress === 'function') return zlib.createZstdDecompress();
      throw new DamagedLayer(`Node ${process.versions.node} cannot unpack zstd`);
    default:
      throw new DamagedLayer(`it is called ${mediaType}, which is not a layer that this action knows`);
  }
}
