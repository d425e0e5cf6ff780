import type { Annotations, Descriptor } from '../oci/descriptor.ts';
import { indexDocument, type RawManifest } from '../oci/manifest.ts';
import { comparePlatforms, type Platform } from '../oci/platform.ts';

export interface PlatformManifest {
  readonly platform: Platform;
  readonly manifest: Descriptor;
}

/** The index of several platforms, in the order of their names: nothing but images is in it. */
export function platformIndex(manifests: readonly PlatformManifest[], annotations: Annotations): RawManifest {
  const sorted = manifests.toSorted((a, b) => comparePlatforms(a.platform, b.platform));
  return indexDocument(
    sorted.map(({ platform, manifest }) => ({ ...manifest, platform })),
    annotations,
  );
}
