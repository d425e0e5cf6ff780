import type { RawManifest } from '../../oci/manifest.ts';
import type { RegistryClient } from '../../registry/api.ts';
import { isFlaggedPrerelease } from '../remote/prerelease-mark.ts';
import { higherVersions, type PublishedVersion } from './moving-tags.ts';
import type { MovingTag } from './tag-plan.ts';

/** By the name of the moving tag: the published release that it must not be taken from. */
export type InTheWay = ReadonlyMap<string, PublishedVersion>;

/**
 * Looks behind the versions that stand in the way of moving tags: one that its forge flagged as a pre-release is not
 * in the way, unless it has become a release since, which the moving tag itself shows by pointing at it.
 */
export async function releasesInTheWay(
  moving: readonly MovingTag[],
  tags: readonly string[],
  client: RegistryClient,
): Promise<InTheWay> {
  const manifestOf = remembered((tag) => readable(client, tag));
  const found = await Promise.all(
    moving.map(async (tag) => [tag.name, await firstRelease(tag, higherVersions(tag, tags), manifestOf)] as const),
  );
  return new Map(found.flatMap(([name, version]) => (version === undefined ? [] : [[name, version] as const])));
}

type ManifestOf = (tag: string) => Promise<RawManifest | undefined>;

async function firstRelease(
  moving: MovingTag,
  versions: readonly PublishedVersion[],
  manifestOf: ManifestOf,
): Promise<PublishedVersion | undefined> {
  for (const version of versions) {
    const manifest = await manifestOf(version.tag);
    if (manifest === undefined || !isFlaggedPrerelease(manifest)) return version;
    const own = await manifestOf(moving.name);
    if (own?.descriptor.digest === manifest.descriptor.digest) return version;
  }
  return undefined;
}

/** What cannot be read counts as a release: nothing moves on a guess. */
async function readable(client: RegistryClient, tag: string): Promise<RawManifest | undefined> {
  try {
    return await client.getManifest(tag);
  } catch {
    return undefined;
  }
}

function remembered(read: ManifestOf): ManifestOf {
  const known = new Map<string, Promise<RawManifest | undefined>>();
  return (tag) => {
    const asked = known.get(tag) ?? read(tag);
    known.set(tag, asked);
    return asked;
  };
}
