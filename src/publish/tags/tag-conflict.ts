import { ActionError } from '../../errors.ts';
import type { RawManifest } from '../../oci/manifest.ts';
import { isIndex, isManifest } from '../../oci/media-types.ts';
import { formatRepository } from '../../oci/reference.ts';
import { printable } from '../../printable.ts';
import type { RegistryClient } from '../../registry/api.ts';
import { contentDifferences, type Difference } from '../remote/content-differences.ts';
import type { OwnContent } from '../remote/own-content.ts';
import { type PublishedImage, readPublished } from '../remote/published-image.ts';
import { isSameImage } from '../remote/same-image.ts';

/** An exact version tag that has another digest than what this run would put there. */
interface OtherVersion {
  readonly tag: string;
  readonly manifest: RawManifest;
}

/**
 * Compares what stands behind these tags with what this run would put there. Returns the published image where it is the
 * same content: it stays. Throws where a version would get other content.
 */
export async function sameVersion(
  client: RegistryClient,
  others: readonly OtherVersion[],
  content: OwnContent,
): Promise<PublishedImage | undefined> {
  let kept: PublishedImage | undefined;
  for (const { tag, manifest } of others) {
    const image = await readPublished(client, manifest, content.platforms.length);
    const same = image !== undefined && (await isSameImage(client, content, image));
    if (!same) throw conflict(client, tag, manifest, content, differencesFrom(content, image));
    kept ??= image;
  }
  return kept;
}

/** What the published configurations tell; where they lie, the message is wrong about the reason and about nothing else. */
function differencesFrom(
  { platforms, chosenLabels }: OwnContent,
  image: PublishedImage | undefined,
): readonly Difference[] {
  if (image === undefined) return [];
  const [ours, theirs] = [platforms, image.platforms].map((all) => all.map(({ config }) => config));
  return contentDifferences(ours ?? [], theirs ?? [], chosenLabels);
}

function conflict(
  client: RegistryClient,
  tag: string,
  { descriptor }: RawManifest,
  { root }: OwnContent,
  differences: readonly Difference[],
): ActionError {
  const name = formatRepository(client.repository);
  const known = isIndex(descriptor.mediaType) || isManifest(descriptor.mediaType);
  const type = known ? '' : `, which is not an image but ${printable(descriptor.mediaType, 100)}`;
  return new ActionError(
    'tag',
    `${name}:${printable(tag, 128)} is published with other content: it points to ${descriptor.digest}${type}, ` +
      `this run made ${root.digest}. ${whatDiffers(differences)}A version never changes, so nothing was moved`,
    {
      hint:
        [...new Set(differences.flatMap(({ cause }) => cause ?? []))].map((cause) => `${cause} `).join('') +
        'Publish under a new version; or set overwrite: true to replace it; or set ' +
        `merge: ${name}@${descriptor.digest} to go on with the published image.`,
    },
  );
}

/** Something behind the tag that is not a complete image has nothing to be compared with. */
function whatDiffers(differences: readonly Difference[]): string {
  return differences.length === 0 ? '' : `What differs: ${differences.map(({ what }) => what).join('; ')}. `;
}
