import type { Digest } from '../../oci/digest.ts';
import type { RawManifest } from '../../oci/manifest.ts';
import type { RegistryClient } from '../../registry/api.ts';
import type { DeliveredRoot } from '../delivery/delivery.ts';
import { platformReport } from '../delivery/published-report.ts';
import type { DeliveredPlatform, Uploaded } from '../publish-report.ts';
import { putTo } from '../tags/tag-writer.ts';
import type { MergePart } from './merge-parts.ts';
import { remoteBlob } from './remote-blob.ts';

/**
 * Brings what is merged into the repository where it is not there yet: blobs mounted, manifests copied.
 * @param isBehind whether the root is behind a tag of the repository already: so is what it names
 */
export async function deliverParts(
  client: RegistryClient,
  parts: readonly MergePart[],
  root: RawManifest,
  isBehind: boolean,
): Promise<DeliveredRoot> {
  const isHere = (part: MergePart) => isBehind || part.client === client;
  const platforms = await Promise.all(
    parts.map((part) => (isHere(part) ? existingPart(part) : bringPart(client, part, part.fetched !== root))),
  );
  const present = isBehind || (parts.length === 1 && parts.every(isHere));
  return { root, platforms, present, put: putTo(client) };
}

function existingPart({ image }: MergePart): DeliveredPlatform {
  return platformReport(image, () => 'existed');
}

async function bringPart(client: RegistryClient, part: MergePart, putManifest: boolean): Promise<DeliveredPlatform> {
  const { configDescriptor, layers } = part.image;
  const options = { mountFrom: [part.client.repository.path] };
  const outcomes = await Promise.all(
    [configDescriptor, ...layers].map((blob) => client.pushBlob(remoteBlob(part.client, blob), options)),
  );
  const { fetched } = part;
  if (putManifest) await putTo(client)(fetched.descriptor.digest, fetched);
  const results = new Map<Digest, Uploaded>(outcomes.map((outcome) => [outcome.descriptor.digest, outcome.result]));
  return platformReport(part.image, ({ digest }) => results.get(digest) ?? 'existed');
}
