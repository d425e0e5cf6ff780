import { ActionError } from '../../errors.ts';
import type { Descriptor } from '../../oci/descriptor.ts';
import type { BlobSource, RegistryClient } from '../../registry/api.ts';

/** It passes through memory, where a registry refuses to mount it. */
const MAX_COPIED_BYTES = 512 * 1024 * 1024;

/** A blob of another repository; fetched only where it has to be sent. */
export function remoteBlob(client: RegistryClient, { mediaType, digest, size }: Descriptor): BlobSource {
  const descriptor = { mediaType, digest, size };
  let bytes: Promise<Buffer> | undefined;
  return {
    label: `blob ${digest}`,
    sizeLimit: size,
    descriptor: Promise.resolve(descriptor),
    known: () => descriptor,
    async *read(offset) {
      bytes ??= fetchBlob(client, descriptor);
      const all = await bytes;
      if (offset < all.length) yield all.subarray(offset);
    },
  };
}

async function fetchBlob(client: RegistryClient, { digest, size }: Descriptor): Promise<Buffer> {
  const { registry, path } = client.repository;
  const from = `${registry}/${path}`;
  if (size > MAX_COPIED_BYTES) {
    throw new ActionError('merge', `${registry} does not mount ${digest} from ${from}, and it is too large to copy`, {
      hint: 'Push each platform to the repository that is merged into, with tags: none.',
    });
  }
  const bytes = await client.getBlob(digest, size);
  if (bytes !== undefined) return bytes;
  throw new ActionError('merge', `The blob ${digest} of an image in ${from} is not there`);
}
