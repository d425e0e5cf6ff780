import type { RawManifest } from '../../oci/manifest.ts';
import type { DeliveredPlatform } from '../publish-report.ts';
import type { OwnContent } from '../remote/own-content.ts';
import type { RepositoryState } from '../remote/repository-state.ts';
import type { PutRoot } from '../tags/tag-writer.ts';

/** The manifest or index that the tags shall point at, with everything below it in the repository. */
export interface DeliveredRoot {
  readonly root: RawManifest;
  readonly platforms: readonly DeliveredPlatform[];
  /** It is in the repository already, under some tag. */
  readonly present: boolean;
  readonly put: PutRoot;
}

/** Where the image for one repository comes from. */
export interface Delivery {
  /** What it holds; asked only where that has to be compared, since all of it has to be made for it. */
  own(): Promise<OwnContent>;
  /**
   * Brings everything below the root into the repository; the root itself is stored by whoever writes the tags.
   * @param named tags that are going to be written and may stand at this very image
   */
  bring(found: RepositoryState, named: readonly string[]): Promise<DeliveredRoot>;
}
