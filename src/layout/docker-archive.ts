import type { FinishedImage } from '../image/finished-images.ts';
import type { Layer } from '../layer/layer.ts';
import { type Digest, hexOf } from '../oci/digest.ts';
import { jsonBytes } from '../oci/json.ts';
import { bytesPiece, distinct, type Piece } from './write-piece.ts';

/** How to get at a layer's tar before it was compressed. */
export type TarReader = (layer: Layer) => AsyncIterable<Uint8Array>;

/**
 * What `docker save` writes: layers uncompressed, the config as it is, so that the image ID is the config's digest.
 * https://github.com/moby/docker-image-spec/blob/main/spec.md#combined-image-json--filesystem-changeset-format
 */
export function dockerPieces({ config, layers }: FinishedImage, name: string | undefined, readTar: TarReader): Piece[] {
  const configPath = `${hexOf(config.descriptor.digest)}.json`;
  const manifest = {
    Config: configPath,
    RepoTags: name === undefined ? null : [name],
    Layers: layers.map(({ diffId }) => layerPath(diffId)),
  };
  const tars = layers.map(({ layer, diffId }) => ({
    path: layerPath(diffId),
    size: layer.tarSize,
    read: () => readTar(layer),
  }));
  return [bytesPiece('manifest.json', jsonBytes([manifest])), bytesPiece(configPath, config.bytes), ...distinct(tars)];
}

function layerPath(diffId: Digest): string {
  return `${hexOf(diffId)}.tar`;
}
