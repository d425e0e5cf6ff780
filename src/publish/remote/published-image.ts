import type { Descriptor } from '../../oci/descriptor.ts';
import type { ImageConfig } from '../../oci/image-config.ts';
import type { RawManifest } from '../../oci/manifest.ts';
import { type Platform, samePlatform } from '../../oci/platform.ts';
import type { RegistryClient } from '../../registry/api.ts';
import { isObject } from '../../registry/protocol/json-object.ts';
import { platformOf } from './image-content.ts';
import { isImageOnly, readConfig, readIndex, readManifest } from './read-manifest.ts';

/** Configurations are some KB; this leaves room for absurd ones. */
const MAX_CONFIG_BYTES = 4 * 1024 * 1024;

export interface PublishedPlatform {
  readonly descriptor: Descriptor;
  readonly configDescriptor: Descriptor;
  readonly config: ImageConfig;
  readonly layers: readonly Descriptor[];
}

/** An image as a registry holds it, read down to its configurations. Its layers are not read: nothing about them is known. */
export interface PublishedImage {
  readonly root: RawManifest;
  readonly platforms: readonly PublishedPlatform[];
}

/**
 * Reads the image behind a manifest or an index, children at once. Undefined where it is not an image for so many
 * platforms and nothing else: an artifact, an index of indexes, an entry that says something else than what it points to.
 */
export async function readPublished(
  client: RegistryClient,
  root: RawManifest,
  count: number,
): Promise<PublishedImage | undefined> {
  const entries = readIndex(root);
  if ((entries?.length ?? 1) !== count || !isImageOnly(root)) return undefined;
  const read = entries === undefined ? [readPlatform(client, root)] : entries.map((entry) => readChild(client, entry));
  const platforms = await Promise.all(read);
  const complete = platforms.filter((platform) => platform !== undefined);
  return complete.length < platforms.length ? undefined : { root, platforms: complete };
}

/** Clients choose by the entry and run what the configuration says, so the two have to agree. */
async function readChild(client: RegistryClient, entry: Descriptor): Promise<PublishedPlatform | undefined> {
  const { mediaType, digest, size, platform, ...more } = entry;
  if (Object.keys(more).length > 0 || !isObject(platform)) return undefined;
  const fetched = await client.getManifest(digest);
  if (fetched?.descriptor.mediaType !== mediaType || fetched.descriptor.size !== size) return undefined;
  if (!isImageOnly(fetched)) return undefined;
  const child = await readPlatform(client, fetched);
  return child !== undefined && isFor(platform, child) ? child : undefined;
}

/** `os.version` and `os.features` choose, too, and this action writes neither. */
function isFor(platform: Platform, { config }: PublishedPlatform): boolean {
  const known = Object.keys(platform).every((key) => ['os', 'architecture', 'variant'].includes(key));
  return known && samePlatform(platformOf(platform), platformOf(config));
}

/** Undefined where the manifest is not that of an image, or its configuration is gone. */
export async function readPlatform(
  client: RegistryClient,
  fetched: RawManifest,
): Promise<PublishedPlatform | undefined> {
  const manifest = readManifest(fetched);
  if (manifest === undefined) return undefined;
  const { config: configDescriptor, layers } = manifest;
  const bytes = await client.getBlob(configDescriptor.digest, MAX_CONFIG_BYTES);
  if (bytes?.length !== configDescriptor.size) return undefined;
  const config = readConfig(bytes);
  return config === undefined ? undefined : { descriptor: fetched.descriptor, configDescriptor, config, layers };
}
