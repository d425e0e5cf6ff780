import type { Survey } from '../held/survey.ts';
import type { PlatformReport } from '../publish-report.ts';
import type { OwnContent } from '../tags/tag-conflict.ts';
import type { PutRoot, RootDocument } from '../tags/tag-writer.ts';

/** The manifest or index that the tags shall point at, with everything below it in the repository. */
export interface DeliveredRoot {
  readonly root: RootDocument;
  readonly platforms: readonly PlatformReport[];
  /** It is in the repository already, under some tag. */
  readonly present: boolean;
  readonly put: PutRoot;
}

/** Where the image for one repository comes from. */
export interface Delivery {
  /** What it holds; asked only where that has to be compared. */
  own(): Promise<OwnContent>;
  /** All has probably to be made: that may start. Any number of times. */
  begin(): void;
  /** A tag that shall be written exists: as long as `own` is not known, nothing may have to be made. */
  expectUnchanged(): void;
  /** Brings everything below the root into the repository; the root itself is stored by whoever writes the tags. */
  bring(found: Survey): Promise<DeliveredRoot>;
  /** The repository has the image, or failed: nothing is needed for it any more. Any number of times. */
  settle(): void;
}
