import { DamagedLayer, LayerUnpacker, type UnpackedLayer } from '../../layer/unpack.ts';
import type { Descriptor } from '../../oci/descriptor.ts';
import type { RegistryClient } from '../../registry/api.ts';

/** Bytes that a layer may unpack to where its size is not known. */
const MAX_TAR_BYTES = 64 * 1024 ** 3;

/**
 * Reads a layer back and unpacks it, without keeping any of it. Undefined where it is not there; throws a DamagedLayer
 * where it is not what the descriptor says.
 * @param tarSize bytes that it unpacks to at most
 */
export async function readLayer(
  client: RegistryClient,
  { mediaType, digest, size }: Descriptor,
  tarSize = MAX_TAR_BYTES,
): Promise<UnpackedLayer | undefined> {
  let unpacker: LayerUnpacker | undefined;
  try {
    const found = await client.readBlob(digest, () => {
      unpacker?.close();
      const next = new LayerUnpacker(mediaType, { size, tarSize });
      unpacker = next;
      return (bytes) => next.write(bytes);
    });
    if (!found || unpacker === undefined) return undefined;
    const layer = await unpacker.finish();
    if (layer.digest !== digest) throw new DamagedLayer(`its content is ${layer.digest}`);
    if (layer.size !== size) throw new DamagedLayer(`it has ${layer.size} bytes instead of ${size}`);
    return layer;
  } finally {
    unpacker?.close();
  }
}
