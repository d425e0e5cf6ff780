import type { Digest } from '../../oci/digest.ts';
import type { RawManifest } from '../../oci/manifest.ts';
import type { RegistryClient } from '../../registry/api.ts';
import type { DeliveredRoot } from '../delivery/delivery.ts';
import { platformReport } from '../delivery/published-report.ts';
import type { DeliveredPlatform, Uploaded } from '../publish-report.ts';
import { putTo } from '../tags/tag-writer.ts';
import type { MergePart } from './merge-parts.ts';
import { remoteBlob } from './remote-blob.ts';

/** Brings what is merged into the repository where it is not there yet: blobs mounted, manifests copied. */
export async function deliverParts(
  client: RegistryClient,
  parts: readonly MergePart[],
  root: RawManifest,
): Promise<DeliveredRoot> {
  const platforms = await Promise.all(parts.map((part) => deliverPart(client, part, part.fetched !== root)));
  return {
    root,
    platforms,
    present: parts.length === 1 && parts[0]?.client === client,
    put: putTo(client),
  };
}

/** The same where the merged image is in the repository, under a tag: so is what it names. */
export function presentParts(client: RegistryClient, parts: readonly MergePart[], root: RawManifest): DeliveredRoot {
  const platforms = parts.map(({ image }) => platformReport(image, () => 'existed'));
  return { root, platforms, present: true, put: putTo(client) };
}

async function deliverPart(client: RegistryClient, part: MergePart, putManifest: boolean): Promise<DeliveredPlatform> {
  if (part.client === client) return platformReport(part.image, () => 'existed');
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
