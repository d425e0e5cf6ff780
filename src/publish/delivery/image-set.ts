import type { PlatformImage } from '../../image/platform-image.ts';
import type { Annotations } from '../../oci/descriptor.ts';

/** What one run publishes: a plain image where there is one platform, an index where there are several. */
export interface ImageSet {
  readonly images: readonly PlatformImage[];
  readonly indexAnnotations: Annotations;
  /** Labels that the user set himself: they belong to the image's content, automatic ones do not. */
  readonly chosenLabels: ReadonlySet<string>;
}
