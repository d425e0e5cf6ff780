import { ActionError } from '../../errors.ts';
import type { RawManifest } from '../../oci/manifest.ts';
import { isIndex } from '../../oci/media-types.ts';
import { comparePlatforms, formatPlatform, type Platform, platformsWithout } from '../../oci/platform.ts';
import { formatRepository } from '../../oci/reference.ts';
import type { RegistryClient } from '../../registry/api.ts';
import { platformOf } from '../remote/image-content.ts';
import { type PublishedPlatform, readPlatform } from '../remote/published-image.ts';
import { isAttestation, readIndex } from '../remote/read-manifest.ts';
import { type MergeSource, noSuchManifest } from './merge-sources.ts';

/** The image of one platform, and the repository that has it. */
export interface MergePart {
  readonly platform: Platform;
  readonly fetched: RawManifest;
  readonly image: PublishedPlatform;
  readonly client: RegistryClient;
}

/** Nobody nests indexes deeper on purpose. */
const MAX_INDEX_DEPTH = 3;

/** Repositories of the target's registry by path. */
export type ClientFor = (path: string) => RegistryClient;

/** Polls a registry for what may come late, or asks once. */
export type Poll = <T>(ask: () => Promise<T | undefined>) => Promise<T | undefined>;

/** Reads all that is merged, indexes flattened, sorted by platform. Two images of one platform are refused. */
export async function readParts(
  sources: readonly MergeSource[],
  target: RegistryClient,
  clientFor: ClientFor,
  poll: Poll,
): Promise<MergePart[]> {
  const read = sources.map((source) => readSource(source, target, clientFor, poll));
  const parts = uniqueParts((await Promise.all(read)).flat());
  refuseDuplicates(parts);
  return parts.sort((a, b) => comparePlatforms(a.platform, b.platform));
}

async function readSource(
  source: MergeSource,
  target: RegistryClient,
  clientFor: ClientFor,
  poll: Poll,
): Promise<MergePart[]> {
  const found = await poll(() => find(source, clientFor));
  if (found === undefined) throw noSuchManifest(target.repository, source);
  const { fetched, client } = found;
  const manifests = await manifestsOf(fetched, client, poll);
  return Promise.all(manifests.map((manifest) => readPart(manifest, client)));
}

interface Found {
  readonly fetched: RawManifest;
  readonly client: RegistryClient;
}

async function find({ digest, paths }: MergeSource, clientFor: ClientFor): Promise<Found | undefined> {
  for (const path of paths) {
    const client = clientFor(path);
    const fetched = await client.getManifest(digest);
    if (fetched !== undefined) return { fetched, client };
  }
  return undefined;
}

/** An index stands for the images in it, and so does one inside of it. */
async function manifestsOf(
  fetched: RawManifest,
  client: RegistryClient,
  poll: Poll,
  depth = 0,
): Promise<RawManifest[]> {
  const entries = readIndex(fetched)?.filter((entry) => !isAttestation(entry));
  if (entries === undefined || depth === MAX_INDEX_DEPTH) return [fetched];
  const inner = entries.map(async ({ digest }) => {
    const child = await poll(() => client.getManifest(digest));
    if (child === undefined) throw noSuchManifest(client.repository, { digest, paths: [client.repository.path] });
    return manifestsOf(child, client, poll, depth + 1);
  });
  return (await Promise.all(inner)).flat();
}

async function readPart(fetched: RawManifest, client: RegistryClient): Promise<MergePart> {
  const image = isIndex(fetched.descriptor.mediaType) ? undefined : await readPlatform(client, fetched);
  if (image !== undefined) return { platform: platformOf(image.config), fetched, image, client };
  const name = `${formatRepository(client.repository)}@${fetched.descriptor.digest}`;
  throw new ActionError('merge', `${name} is not an image: it has no configuration that names a platform`, {
    hint: 'Merge takes what this action or another builder pushed for one platform each.',
  });
}

function uniqueParts(parts: readonly MergePart[]): MergePart[] {
  return [...new Map(parts.map((part) => [part.fetched.descriptor.digest, part])).values()];
}

function refuseDuplicates(parts: readonly MergePart[]): void {
  const seen = new Map<string, MergePart>();
  for (const part of parts) {
    const platform = formatPlatform(part.platform);
    const other = seen.get(platform);
    seen.set(platform, part);
    if (other === undefined) continue;
    const digests = `${other.fetched.descriptor.digest} and ${part.fetched.descriptor.digest}`;
    throw new ActionError('merge', `Two images for ${platform} cannot be in one index: ${digests}`, {
      hint: 'Each job must push a different platform; are files of an earlier run among those that are merged?',
    });
  }
}

/** @param guard the input `platforms`; empty = not given */
export function refuseOtherPlatforms(parts: readonly MergePart[], guard: readonly Platform[]): void {
  const found = parts.map(({ platform }) => platform);
  const [missing, extra] = [platformsWithout(guard, found), platformsWithout(found, guard)];
  if (guard.length === 0 || missing.length + extra.length === 0) return;
  const differences = [
    ...(missing.length > 0 ? [`missing: ${list(missing)}`] : []),
    ...(extra.length > 0 ? [`not in the list: ${list(extra)}`] : []),
  ];
  throw new ActionError('merge', `platforms: the merged images are for ${list(found)}; ${differences.join('; ')}`, {
    hint: 'Did every job of the matrix push, and are files of another run among those that are merged?',
  });
}

function list(platforms: readonly Platform[]): string {
  return platforms.map(formatPlatform).join(', ');
}
