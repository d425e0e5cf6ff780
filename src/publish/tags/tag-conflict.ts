import { ActionError } from '../../errors.ts';
import type { RawManifest } from '../../oci/manifest.ts';
import { isIndex, isManifest } from '../../oci/media-types.ts';
import { formatRepository } from '../../oci/reference.ts';
import { printable } from '../../printable.ts';
import type { RegistryClient } from '../../registry/api.ts';
import type { OwnContent } from '../remote/own-content.ts';
import { type PublishedImage, readPublished } from '../remote/published-image.ts';
import { isSameImage } from '../remote/same-image.ts';

/**
 * Compares what stands behind the exact version tags with what this run would put there. Returns the published image
 * where it is the same content under another digest: it stays. Throws where a version would get other content.
 */
export async function publishedVersion(
  client: RegistryClient,
  exact: readonly string[],
  behind: ReadonlyMap<string, RawManifest | undefined>,
  own: () => Promise<OwnContent>,
): Promise<PublishedImage | undefined> {
  let kept: PublishedImage | undefined;
  for (const tag of exact) {
    const manifest = behind.get(tag);
    if (manifest === undefined) continue;
    const content = await own();
    if (manifest.descriptor.digest === content.root.digest) continue;
    const image = await readPublished(client, manifest, content.platforms.length);
    const same = image !== undefined && (await isSameImage(client, content, image));
    if (!same) throw conflict(client, tag, manifest, content);
    kept ??= image;
  }
  return kept;
}

function conflict(client: RegistryClient, tag: string, { descriptor }: RawManifest, { root }: OwnContent): ActionError {
  const name = formatRepository(client.repository);
  const known = isIndex(descriptor.mediaType) || isManifest(descriptor.mediaType);
  const type = known ? '' : `, which is not an image but ${printable(descriptor.mediaType, 100)}`;
  return new ActionError(
    'tag',
    `${name}:${printable(tag, 128)} is published with other content: it stands at ${descriptor.digest}${type}, ` +
      `this run made ${root.digest}. A version never changes, so nothing was moved`,
    {
      hint:
        'Publish under a new version; or set overwrite: true to replace it; or set ' +
        `merge: ${name}@${descriptor.digest} to go on with the published image.`,
    },
  );
}
