import { ActionError } from '../errors.ts';
import { DamagedLayer } from '../layer/unpack.ts';
import type { Digest } from '../oci/digest.ts';
import { formatRepository } from '../oci/reference.ts';
import type { Clock } from '../ports.ts';
import { printable } from '../printable.ts';
import type { RegistryClient } from '../registry/api.ts';
import type { DeliveredRoot } from './delivery/delivery.ts';
import { pollUntil } from './poll-until.ts';
import type { DeliveredLayer, DeliveredPlatform } from './publish-report.ts';
import { readLayer } from './remote/read-layer.ts';
import { readConfig } from './remote/read-manifest.ts';
import { higherVersions } from './tags/moving-tags.ts';
import { listMovingTags } from './tags/state-query.ts';
import type { TagWriter } from './tags/tag-writer.ts';
import type { TagWork } from './tags/write-tags.ts';

/**
 * Reads back every manifest, configuration and layer, before a moving tag brings them to whoever follows it. Each layer
 * is unpacked: it has to hold what this run made, or, after a merge, what its configuration promises. Registries may
 * take a while to show what they have.
 */
export async function verifyContent(
  client: RegistryClient,
  { root, platforms }: DeliveredRoot,
  clock: Clock,
): Promise<void> {
  const manifests = new Set([root.descriptor.digest, ...platforms.map(({ manifest }) => manifest.digest)]);
  await Promise.all([...manifests].map((one) => verifyManifest(one, client, clock)));
  const seen = new Set<string>();
  for (const platform of platforms) await verifyBlobs(platform, seen, client, clock);
}

/** Reads back where every tag points. */
export async function verifyTags(work: TagWork, image: DeliveredRoot, writer: TagWriter, clock: Clock): Promise<void> {
  const { digest } = image.root.descriptor;
  await Promise.all(writer.pointing.map((tag) => verifyTag(tag, digest, work, clock)));
}

/** A moving tag that a higher version has taken in the meantime is right where it is. */
async function verifyTag(tag: string, digest: Digest, work: TagWork, clock: Clock): Promise<void> {
  const { client } = work;
  let found: Digest | undefined;
  const right = await pollUntil(clock, async () => {
    found = (await client.getManifest(tag))?.descriptor.digest;
    return found === digest || (found !== undefined && (await isOvertaken(tag, work))) ? true : undefined;
  });
  if (right === undefined)
    throw mismatch(client, `the tag ${tag} points to ${found ?? 'nothing'} instead of ${digest}`);
}

async function isOvertaken(tag: string, { client, plan }: TagWork): Promise<boolean> {
  const moving = plan.moving.find(({ name }) => name === tag);
  const list = moving === undefined ? undefined : await listMovingTags(client, plan);
  if (moving === undefined || list === undefined || 'unreadable' in list) return false;
  return higherVersions(moving, list.tags).length > 0;
}

async function verifyManifest(digest: Digest, client: RegistryClient, clock: Clock): Promise<void> {
  const found = await pollUntil(clock, () => client.getManifest(digest));
  if (found === undefined) throw mismatch(client, `the manifest ${digest} is not there`);
}

/** @param seen layers that another platform has, too */
async function verifyBlobs(
  { config, layers }: DeliveredPlatform,
  seen: Set<string>,
  client: RegistryClient,
  clock: Clock,
): Promise<void> {
  const bytes = await pollUntil(clock, () => client.getBlob(config.digest, config.size));
  if (bytes?.length !== config.size) throw mismatch(client, `the configuration ${config.digest} ${state(bytes)}`);
  const promised = readConfig(bytes)?.rootfs.diff_ids ?? [];
  if (promised.length !== layers.length)
    throw mismatch(client, `the configuration ${config.digest} lists ${promised.length} layers, not ${layers.length}`);
  for (const [place, layer] of layers.entries()) {
    const expected = layer.diffId ?? promised[place];
    const key = `${layer.digest} ${expected}`;
    if (promised[place] !== expected)
      throw mismatch(client, `the configuration ${config.digest} lists a layer other than ${expected}`);
    if (!seen.has(key)) await verifyLayer(layer, expected, client, clock);
    seen.add(key);
  }
}

async function verifyLayer(
  layer: DeliveredLayer,
  expected: Digest | undefined,
  client: RegistryClient,
  clock: Clock,
): Promise<void> {
  const found = await pollUntil(clock, () => readLayer(client, layer)).catch((error: unknown) => {
    throw error instanceof DamagedLayer
      ? mismatch(client, `the layer ${layer.digest}: ${printable(error.message)}`)
      : error;
  });
  if (found === undefined) throw mismatch(client, `the layer ${layer.digest} is not there`);
  if (found.diffId !== expected)
    throw mismatch(client, `the layer ${layer.digest} holds ${found.diffId} instead of ${expected}`);
}

function state(bytes: Buffer | undefined): string {
  return bytes === undefined ? 'is not there' : `has ${bytes.length} bytes`;
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
