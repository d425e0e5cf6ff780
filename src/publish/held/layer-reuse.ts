import type { Layer } from '../../layer/layer.ts';
import type { Descriptor } from '../../oci/descriptor.ts';
import type { Digest } from '../../oci/digest.ts';
import type { PublishedImage, PublishedPlatform } from './published-image.ts';

/**
 * Layers that live images of a repository name, by what they hold and how they were compressed. Only a blob that this
 * run's encoder would have made is in it, so that an image's digest never depends on what a registry held.
 */
export class LayerReuse {
  readonly #descriptors = new Map<string, Descriptor>();

  constructor(images: readonly PublishedImage[]) {
    for (const platform of images.flatMap(({ platforms }) => platforms)) this.#add(platform);
  }

  /** Whether asking is worth the wait for the layer's diff id. */
  mayHave(layer: Layer): boolean {
    const wanted = keyOf('', layer.encoder, layer.mediaType);
    return [...this.#descriptors.keys()].some((key) => key.endsWith(wanted));
  }

  async find(layer: Layer): Promise<Descriptor | undefined> {
    if (!this.mayHave(layer)) return undefined;
    return this.#descriptors.get(keyOf(await layer.diffId, layer.encoder, layer.mediaType));
  }

  /** The n-th layer is the n-th entry of the history that is not an empty one. https://github.com/opencontainers/image-spec/blob/main/config.md#properties */
  #add({ config, layers }: PublishedPlatform): void {
    const history = config.history.filter(({ empty_layer }) => empty_layer !== true);
    const diffIds = config.rootfs.diff_ids;
    if (history.length !== layers.length || diffIds.length !== layers.length) return;
    layers.forEach(({ mediaType, digest, size }, place) => {
      const [diffId, encoder] = [diffIds[place], history[place]?.comment];
      if (diffId === undefined || encoder === undefined) return;
      this.#descriptors.set(keyOf(diffId, encoder, mediaType), { mediaType, digest, size });
    });
  }
}

function keyOf(diffId: Digest | '', encoder: string, mediaType: string): string {
  return `${diffId}\n${encoder}\n${mediaType}`;
}
