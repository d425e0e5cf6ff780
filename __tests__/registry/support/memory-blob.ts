import { setTimeout as delay } from 'node:timers/promises';
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

/** Milliseconds after which a growing blob grows though nobody reads it. */
const PATIENCE = 2000;

/** A blob that is made while it is sent, from the first read on; its descriptor is known when the last byte is made. */
export function growingBlob(label: string, bytes: Buffer, mediaType: string): BlobSource {
  const wanted = new AbortController();
  let made = 0;
  let known: Descriptor | undefined;
  let next: Promise<void> = delay(PATIENCE, undefined, { signal: wanted.signal, ref: false }).catch(() => undefined);
  async function grow(): Promise<Descriptor> {
    while (made < bytes.length) {
      await next;
      next = delay(1);
      made = Math.min(bytes.length, made + PIECE);
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
      wanted.abort();
      for (let from = offset; from < bytes.length; ) {
        while (made <= from) await next;
        const end = Math.min(made, from + PIECE);
        yield bytes.subarray(from, end);
        from = end;
      }
    },
  };
}
