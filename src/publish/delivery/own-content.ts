import type { PlatformImage } from '../../image/platform-image.ts';
import { type PlatformManifest, platformIndex } from '../../image/platform-index.ts';
import type { Digest } from '../../oci/digest.ts';
import { readConfig } from '../held/read-manifest.ts';
import type { ImageSet } from '../image-set.ts';
import type { OwnContent } from '../tags/tag-conflict.ts';

/** What this run's images hold, read once for all repositories, as soon as the diff ids are known. */
export function ownContent(set: ImageSet): () => Promise<OwnContent> {
  let content: Promise<OwnContent> | undefined;
  return () => {
    content ??= read(set);
    return content;
  };
}

async function read(set: ImageSet): Promise<OwnContent> {
  const documents = await Promise.all(set.images.map((image) => image.config()));
  return {
    configs: documents.flatMap(({ bytes }) => readConfig(bytes) ?? []),
    known: new Map(documents.map(({ bytes, descriptor }): [Digest, Buffer] => [descriptor.digest, bytes])),
    chosenLabels: set.chosenLabels,
    digest: () => digestOfSet(set),
  };
}

/** Compresses what is not compressed yet: two digests tell a user more than one. */
async function digestOfSet({ images, indexAnnotations }: ImageSet): Promise<Digest> {
  const manifests = await Promise.all(images.map(manifestOf));
  const [only, ...others] = manifests;
  if (only !== undefined && others.length === 0) return only.manifest.digest;
  return platformIndex(manifests, indexAnnotations).descriptor.digest;
}

async function manifestOf(image: PlatformImage): Promise<PlatformManifest> {
  await image.config();
  const layers = await Promise.all(image.layers.map(({ blob }) => blob.descriptor));
  return { platform: image.platform, manifest: image.manifest(layers).descriptor };
}
