import { messageOf } from '../../errors.ts';
import type { Digest } from '../../oci/digest.ts';
import type { Log } from '../../ports.ts';
import { printable } from '../../printable.ts';
import type { FetchedManifest, RegistryClient } from '../../registry/api.ts';
import { type PublishedImage, readPublished } from './published-image.ts';
import type { Survey } from './survey.ts';

/** More would cost more to read than they are likely to save. */
const MOST_SOURCES = 3;

/** Live images of the repository that may hold parts of ours. Not being able to read one only costs time. */
export async function reuseSources(
  client: RegistryClient,
  { behind, sibling }: Survey,
  known: () => Promise<ReadonlyMap<Digest, Buffer>>,
  log: Log,
): Promise<PublishedImage[]> {
  const found = [...behind.values(), sibling].filter((manifest) => manifest !== undefined);
  const distinct = new Map(found.map((manifest): [Digest, FetchedManifest] => [manifest.descriptor.digest, manifest]));
  if (distinct.size === 0) return [];
  const configs = await known();
  const read = async (manifest: FetchedManifest) => {
    try {
      return await readPublished(client, manifest, configs);
    } catch (error) {
      log.debug(`${manifest.descriptor.digest} cannot be read for reuse: ${printable(messageOf(error))}`);
      return undefined;
    }
  };
  const images = await Promise.all([...distinct.values()].slice(0, MOST_SOURCES).map(read));
  return images.filter((image) => image !== undefined);
}

/** Live images and what they name: it is in the repository and need not be sent or asked for. */
export function presentDigests(images: readonly PublishedImage[]): Set<Digest> {
  return new Set(
    images.flatMap(({ root, platforms }) => [
      root.descriptor.digest,
      ...platforms.flatMap(({ descriptor, configDescriptor }) => [descriptor.digest, configDescriptor.digest]),
    ]),
  );
}
