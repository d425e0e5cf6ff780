import { ActionError } from '../../errors.ts';
import type { Digest } from '../../oci/digest.ts';
import type { ImageConfig } from '../../oci/image-config.ts';
import { formatRepository } from '../../oci/reference.ts';
import { printable } from '../../printable.ts';
import type { FetchedManifest, RegistryClient } from '../../registry/api.ts';
import { contentDifferences, type Difference } from '../held/content-differences.ts';
import { sameContent } from '../held/image-content.ts';
import { type PublishedImage, readPublished } from '../held/published-image.ts';

/** The image that is about to be published, as far as its content goes. */
export interface OwnContent {
  readonly configs: readonly ImageConfig[];
  /** The configurations' bytes, which the registry need not be asked for. */
  readonly known: ReadonlyMap<Digest, Buffer>;
  readonly chosenLabels: ReadonlySet<string>;
  /** The digest that it would have, for the message; layers are compressed for it. */
  digest(): Promise<Digest>;
}

/**
 * Compares what stands behind the exact version tags with what this run would put there. Returns the published image
 * where it is the same content: it stays. Throws where a version would get other content.
 */
export async function publishedVersion(
  client: RegistryClient,
  exact: readonly string[],
  behind: ReadonlyMap<string, FetchedManifest | undefined>,
  own: () => Promise<OwnContent>,
): Promise<PublishedImage | undefined> {
  let kept: PublishedImage | undefined;
  for (const tag of exact) {
    const manifest = behind.get(tag);
    if (manifest === undefined) continue;
    const content = await own();
    const image = await readPublished(client, manifest, content.known);
    if (image === undefined || !isSame(content, image)) {
      throw conflict(client, tag, manifest, await content.digest(), differencesFrom(content, image));
    }
    kept ??= image;
  }
  return kept;
}

function isSame({ configs, chosenLabels }: OwnContent, { platforms }: PublishedImage): boolean {
  const theirs = platforms.map(({ config }) => config);
  return sameContent(configs, theirs, chosenLabels);
}

function differencesFrom(
  { configs, chosenLabels }: OwnContent,
  image: PublishedImage | undefined,
): readonly Difference[] {
  if (image === undefined) return [];
  const theirs = image.platforms.map(({ config }) => config);
  return contentDifferences(configs, theirs, chosenLabels);
}

function conflict(
  client: RegistryClient,
  tag: string,
  { descriptor }: FetchedManifest,
  own: Digest,
  differences: readonly Difference[],
): ActionError {
  const name = formatRepository(client.repository);
  return new ActionError(
    'tag',
    `${name}:${printable(tag, 128)} is published with other content: it points to ${descriptor.digest}, ` +
      `this run made ${own}. ${whatDiffers(differences)}A version never changes, so nothing was moved`,
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
