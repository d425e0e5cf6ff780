import { createHash } from 'node:crypto';
import { PassThrough, type Readable, type Transform } from 'node:stream';
import zlib from 'node:zlib';
import { checkEntries } from './check-entries.ts';
import type { LayerDescription } from './description.ts';
import type { Problems } from './problems.ts';
import { readTar } from './tar-reader.ts';

interface LayerDescriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
}

const LAYER = 'application/vnd.oci.image.layer.v1.tar';

/** Reads a layer once, from its compressed bytes to the last entry, and checks what belongs to it. */
export async function readLayer(
  blob: Readable,
  descriptor: LayerDescriptor,
  diffId: string,
  problems: Problems,
): Promise<LayerDescription> {
  const { mediaType, digest, size } = descriptor;
  const compressed = new Meter();
  const decompress = decompressor(mediaType);
  if (decompress === undefined) {
    for await (const bytes of blob) compressed.add(bytes as Buffer);
    compressed.check(digest, size, `the layer ${digest}`, problems);
    return { mediaType, digest, diffId, size, tarSize: 0, entries: undefined };
  }
  const plain = new Meter();
  const tar = plain.through(blob.pipe(compressed.stream()).pipe(decompress));
  blob.on('error', (error) => decompress.destroy(error));
  const entries = await readTar(tar, problems).catch((error: Error) => {
    problems.check(false, `the layer ${digest} cannot be read: ${error.message}`);
    blob.destroy();
    return [];
  });
  compressed.check(digest, size, `the layer ${digest}`, problems);
  plain.check(diffId, plain.size, `the tar of the layer ${digest}`, problems);
  checkEntries(entries, problems);
  return { mediaType, digest, diffId, size, tarSize: plain.size, entries };
}

/** Undefined where this Node has no zstd. */
function decompressor(mediaType: string): Transform | undefined {
  switch (mediaType) {
    case LAYER:
      return new PassThrough();
    case `${LAYER}+gzip`:
      return zlib.createGunzip();
    case `${LAYER}+zstd`:
      return 'createZstdDecompress' in zlib ? zlib.createZstdDecompress() : undefined;
    default:
      throw new Error(`${mediaType} is not a media type of a layer`);
  }
}

/** Counts and hashes what passes. */
class Meter {
  readonly #hash = createHash('sha256');
  size = 0;

  add(bytes: Buffer): void {
    this.#hash.update(bytes);
    this.size += bytes.length;
  }

  stream(): Transform {
    const stream = new PassThrough();
    stream.on('data', (bytes: Buffer) => this.add(bytes));
    return stream;
  }

  async *through(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const bytes of source) {
      this.add(bytes);
      yield bytes;
    }
  }

  check(digest: string, size: number, what: string, problems: Problems): void {
    const actual = `sha256:${this.#hash.digest('hex')}`;
    problems.check(actual === digest, `${what} has the digest ${actual}, not ${digest}`);
    problems.check(this.size === size, `${what} has ${this.size} bytes, not ${size}`);
  }
}
