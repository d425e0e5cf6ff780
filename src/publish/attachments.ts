import type { Descriptor } from '../oci/descriptor.ts';
import type { Platform } from '../oci/platform.ts';
import type { RegistryClient } from '../registry/api.ts';

/** An image whose manifests are all in the repository. */
export interface StoredImage {
  /** The index, or the one manifest. */
  readonly root: Descriptor;
  readonly platforms: readonly { readonly platform: Platform; readonly manifest: Descriptor }[];
}

/** What is to hang on the image: SBOM, provenance, signature. */
export interface Attachments {
  /**
   * Called once it is known that the image goes into the repository: what will hang on it may be sent there, but nothing that
   * shows. Resolves when that is done or has failed, which `attach` will tell.
   */
  prepare(client: RegistryClient): Promise<void>;
  /** Called when the whole image is in the repository under its digests, and before any tag is written. */
  attach(client: RegistryClient, image: StoredImage): Promise<void>;
}
