import type { Digest } from '../../oci/digest.ts';
import type { RegistryClient } from '../../registry/api.ts';
import { compareReleases } from './comparable-version.ts';
import { publishedVersions } from './moving-tags.ts';
import type { MovingTag } from './tag-plan.ts';

/**
 * The published tag of the same version that a moving tag stands at. Versions that differ in their build metadata alone
 * (`1.4.2+k3s1`, `1.4.2+k3s2`) are equal, so the one that was published last has the moving tags, and a second run of
 * an earlier one must not take them back. https://semver.org/#spec-item-10
 */
export async function laterBuild(
  moving: MovingTag,
  standsAt: Digest | 'something' | undefined,
  tags: readonly string[],
  client: RegistryClient,
): Promise<string | undefined> {
  const own = moving.version;
  if (own === undefined || standsAt === undefined || moving.forced) return undefined;
  const equal = publishedVersions(moving, tags).filter(
    ({ version }) => compareReleases(version.release, own.release) === 0,
  );
  for (const { tag } of equal) {
    if ((await client.getManifest(tag))?.descriptor.digest === standsAt) return tag;
  }
  return undefined;
}
