import type { ImageDigests } from '../../attest/attached.ts';
import type { FinishedImages } from '../../image/finished-images.ts';
import { formatPlatform } from '../../oci/platform.ts';

/** The digests of images that were made here. */
export function digestsOf({ root, images }: FinishedImages): ImageDigests {
  const platforms = images.map(({ platform, manifest }) => {
    return { platform: formatPlatform(platform), digest: manifest.descriptor.digest };
  });
  return { root: root.digest, platforms };
}
