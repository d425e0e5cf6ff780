import { DamagedLayer } from '../../layer/unpack.ts';
import type { Descriptor } from '../../oci/descriptor.ts';
import { DOCKER_MEDIA_TYPE, MEDIA_TYPE } from '../../oci/media-types.ts';
import { formatPlatform } from '../../oci/platform.ts';
import type { RegistryClient } from '../../registry/api.ts';
import { platformOf, sameContent } from './image-content.ts';
import type { OwnContent, OwnLayer, OwnPlatform } from './own-content.ts';
import type { PublishedImage, PublishedPlatform } from './published-image.ts';
import { readLayer } from './read-layer.ts';

/**
 * Whether a published image is what this run would publish, though its manifests are others: made at another commit, by
 * another version of this action, with another compression. What its configuration says about the layers is not
 * believed: a layer with another descriptor is read back and unpacked.
 */
export async function isSameImage(client: RegistryClient, own: OwnContent, image: PublishedImage): Promise<boolean> {
  const [ours, theirs] = [own.platforms, image.platforms].map((all) => all.map(({ config }) => config));
  if (!sameContent(ours ?? [], theirs ?? [], own.chosenLabels)) return false;
  const byPlatform = new Map(own.platforms.map((platform) => [nameOf(platform), platform]));
  for (const platform of image.platforms) {
    const mine = byPlatform.get(nameOf(platform));
    if (mine === undefined || !(await isSamePlatform(client, mine, platform))) return false;
  }
  return true;
}

function nameOf({ config }: Pick<OwnPlatform, 'config'>): string {
  return formatPlatform(platformOf(config));
}

async function isSamePlatform(client: RegistryClient, own: OwnPlatform, theirs: PublishedPlatform): Promise<boolean> {
  if (own.manifest === theirs.descriptor.digest) return true;
  if (own.layers.length !== theirs.layers.length || !isImageConfig(theirs.configDescriptor)) return false;
  for (const [place, layer] of own.layers.entries()) {
    const other = theirs.layers[place];
    if (other === undefined || !isPlain(other) || !(await isSameLayer(client, layer, other))) return false;
  }
  return true;
}

async function isSameLayer(client: RegistryClient, own: OwnLayer, theirs: Descriptor): Promise<boolean> {
  const { mediaType, digest, size } = own.descriptor;
  if (theirs.mediaType === mediaType && theirs.digest === digest && theirs.size === size) return true;
  const tar = await own.tar();
  try {
    return (await readLayer(client, theirs, tar.size))?.diffId === tar.diffId;
  } catch (error) {
    if (error instanceof DamagedLayer) return false;
    throw error;
  }
}

function isImageConfig(descriptor: Descriptor): boolean {
  const known: readonly string[] = [MEDIA_TYPE.config, DOCKER_MEDIA_TYPE.config];
  return known.includes(descriptor.mediaType) && isPlain(descriptor);
}

const PLAIN = new Set(['mediaType', 'digest', 'size']);

/** `urls`, `data` and the like can make a client take the content from elsewhere. https://github.com/opencontainers/image-spec/blob/main/descriptor.md#properties */
function isPlain(descriptor: Descriptor): boolean {
  return Object.keys(descriptor).every((key) => PLAIN.has(key));
}
