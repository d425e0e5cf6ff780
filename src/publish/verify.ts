import { ActionError } from '../errors.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import type { Digest } from '../oci/digest.ts';
import { formatRepository } from '../oci/reference.ts';
import type { Clock } from '../ports.ts';
import type { RegistryClient } from '../registry/api.ts';
import type { DeliveredRoot } from './delivery/delivery.ts';
import { listTags } from './held/survey.ts';
import { patiently } from './patience.ts';
import { higherVersions } from './tags/moving-tags.ts';
import type { TagWriter } from './tags/tag-writer.ts';
import type { TagWork } from './tags/write-tags.ts';

/** Blobs up to this size are read back in full, one at a time; of larger ones the registry is asked whether it has them. */
const READ_LIMIT = 256 * 1024 * 1024;

/** Reads back what was published: every tag, every manifest, every blob. Registries may take a while to show it. */
export async function verify(work: TagWork, image: DeliveredRoot, writer: TagWriter, clock: Clock): Promise<void> {
  const { client } = work;
  const { digest } = image.root.descriptor;
  await Promise.all(writer.pointing.map((tag) => verifyTag(tag, digest, work, clock)));
  const manifests = [digest, ...image.platforms.map(({ manifest }) => manifest.digest)];
  await Promise.all([...new Set(manifests)].map((one) => verifyManifest(one, client, clock)));
  const blobs = image.platforms.flatMap(({ config, layers }) => [config, ...layers]);
  for (const blob of new Map(blobs.map((one) => [one.digest, one])).values()) await verifyBlob(blob, client, clock);
}

/** Where a higher version has taken a moving tag meanwhile, that is as it should be. */
async function verifyTag(tag: string, digest: Digest, work: TagWork, clock: Clock): Promise<void> {
  const { client } = work;
  let found: Digest | undefined;
  const right = await patiently(clock, async () => {
    found = (await client.getManifest(tag))?.descriptor.digest;
    return found === digest || (found !== undefined && (await isOvertaken(tag, work))) ? true : undefined;
  });
  if (right === undefined)
    throw mismatch(client, `the tag ${tag} points to ${found ?? 'nothing'} instead of ${digest}`);
}

async function isOvertaken(tag: string, { client, plan }: TagWork): Promise<boolean> {
  const moving = plan.moving.find(({ name }) => name === tag);
  const list = moving === undefined ? undefined : await listTags(client);
  if (moving === undefined || list === undefined || 'unreadable' in list) return false;
  return higherVersions(moving, list.tags).length > 0;
}

async function verifyManifest(digest: Digest, client: RegistryClient, clock: Clock): Promise<void> {
  const found = await patiently(clock, () => client.getManifest(digest));
  if (found === undefined) throw mismatch(client, `the manifest ${digest} is not there`);
}

async function verifyBlob(
  { digest, size }: Pick<Descriptor, 'digest' | 'size'>,
  client: RegistryClient,
  clock: Clock,
): Promise<void> {
  const found = await patiently(clock, async () => {
    if (size <= READ_LIMIT) return (await client.getBlob(digest, size))?.length;
    return (await client.hasBlob(digest)) ? size : undefined;
  });
  if (found !== size)
    throw mismatch(client, `the blob ${digest} ${found === undefined ? 'is not there' : `has ${found} bytes`}`);
}

function mismatch(client: RegistryClient, what: string): ActionError {
  return new ActionError(
    'verify',
    `Reading back what was published to ${formatRepository(client.repository)}: ${what}`,
    {
      hint: 'Was the tag written by another run at the same time, or does a proxy in between answer from a cache?',
    },
  );
}
