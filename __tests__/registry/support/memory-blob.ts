import { setImmediate as turn } from 'node:timers/promises';
import type { Descriptor } from '../../../src/oci/descriptor.ts';
import { digestOf } from '../../../src/oci/digest.ts';
import type { BlobSource } from '../../../src/registry/api.ts';

const PIECE = 64 * 1024;

/** A blob whose bytes are all there, as a config or a layer that was compressed before. */
export function readyBlob(label: string, bytes: Buffer, mediaType: string): BlobSource {
  const descriptor: Descriptor = { mediaType, digest: digestOf(bytes), size: bytes.length };
  return {
    label,
    sizeLimit: bytes.length,
    descriptor: Promise.resolve(descriptor),
    known: () => descriptor,
    async *read(offset) {
      for (let from = offset; from < bytes.length; from += PIECE) yield bytes.subarray(from, from + PIECE);
    },
  };
}

/** A blob that is made while it is sent, a piece in each turn of the event loop; its descriptor is known at the end. */
export function growingBlob(label: string, bytes: Buffer, mediaType: string): BlobSource {
  let made = 0;
  let known: Descriptor | undefined;
  const growth: { next: Promise<void> } = { next: Promise.resolve() };
  async function grow(): Promise<Descriptor> {
    while (made < bytes.length) {
      growth.next = turn().then(() => {
        made = Math.min(bytes.length, made + PIECE);
      });
      await growth.next;
    }
    known = { mediaType, digest: digestOf(bytes), size: bytes.length };
    return known;
  }
  return {
    label,
    sizeLimit: bytes.length + 1024,
    descriptor: grow(),
    known: () => known,
    async *read(offset) {
      for (let from = offset; from < bytes.length; ) {
        while (made <= from) await growth.next;
        const end = Math.min(made, from + PIECE);
        yield bytes.subarray(from, end);
        from = end;
      }
    },
  };
}
