import type { Descriptor } from '../../oci/descriptor.ts';
import type { Digest } from '../../oci/digest.ts';
import type { ImageConfig } from '../../oci/image-config.ts';
import type { FetchedManifest, RegistryClient } from '../../registry/api.ts';
import { isAttestation, readConfig, readIndex, readManifest } from './read-manifest.ts';

/** Configurations are some KB; this leaves room for absurd ones. */
const CONFIG_LIMIT = 4 * 1024 * 1024;

export interface PublishedPlatform {
  readonly descriptor: Descriptor;
  readonly configDescriptor: Descriptor;
  readonly config: ImageConfig;
  readonly layers: readonly Descriptor[];
}

/** An image as a registry holds it, read down to its configurations. */
export interface PublishedImage {
  readonly root: FetchedManifest;
  readonly platforms: readonly PublishedPlatform[];
}

/**
 * Reads the image behind a manifest or an index, children at once. `known` are configurations that need no request.
 * Undefined where it is no complete image: an artifact, an index of indexes, something whose parts are gone.
 */
export async function readPublished(
  client: RegistryClient,
  root: FetchedManifest,
  known: ReadonlyMap<Digest, Buffer> = new Map(),
): Promise<PublishedImage | undefined> {
  const children = await childrenOf(client, root);
  const platforms = await Promise.all(
    children.map(async (child) => (child === undefined ? undefined : readPlatform(client, child, known))),
  );
  const complete = platforms.filter((platform) => platform !== undefined);
  return complete.length === 0 || complete.length < platforms.length ? undefined : { root, platforms: complete };
}

async function childrenOf(client: RegistryClient, root: FetchedManifest): Promise<(FetchedManifest | undefined)[]> {
  const entries = readIndex(root);
  if (entries === undefined) return [root];
  const images = entries.filter((entry) => !isAttestation(entry));
  return Promise.all(images.map(({ digest }) => client.getManifest(digest)));
}

async function readPlatform(
  client: RegistryClient,
  fetched: FetchedManifest,
  known: ReadonlyMap<Digest, Buffer>,
): Promise<PublishedPlatform | undefined> {
  const manifest = readManifest(fetched);
  if (manifest === undefined) return undefined;
  const { config: configDescriptor, layers } = manifest;
  const bytes = known.get(configDescriptor.digest) ?? (await client.getBlob(configDescriptor.digest, CONFIG_LIMIT));
  const config = bytes === undefined ? undefined : readConfig(bytes);
  return config === undefined ? undefined : { descriptor: fetched.descriptor, configDescriptor, config, layers };
}
