import type { TarImage } from './tar-image.ts';

/** The bytes of a tar in order; fails where a file behind it changed before its last byte was read. */
export async function* readTar(tar: TarImage): AsyncIterable<Uint8Array> {
  for (const segment of tar.segments) {
    if (segment.kind === 'bytes') {
      // Not every writer takes memory that threads share.
      yield Buffer.from(segment.bytes);
    } else {
      yield* segment.source.stream();
      await segment.source.assertUnchanged();
    }
  }
}
