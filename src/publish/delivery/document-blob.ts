import type { Document } from '../../oci/manifest.ts';
import type { BlobSource } from '../../registry/api.ts';

/** Bytes that are at hand (an image configuration) as a blob to send. */
export function documentBlob(label: string, { bytes, descriptor }: Document): BlobSource {
  return {
    label,
    sizeLimit: bytes.length,
    descriptor: Promise.resolve(descriptor),
    known: () => descriptor,
    async *read(offset) {
      if (offset < bytes.length) yield bytes.subarray(offset);
    },
  };
}
