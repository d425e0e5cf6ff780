import type { Flavor } from './metadata/flavor.ts';
import type { ReleaseVersion } from './version.ts';

/** What the inputs beside `tags` say about tags. */
export interface TagSettings {
  readonly version: ReleaseVersion | undefined;
  /** The input `version` was given, so that the git tag does not count. */
  readonly versionGiven: boolean;
  readonly tagPrefix: string;
  readonly latest: 'auto' | boolean;
  readonly overwrite: boolean;
  readonly flavor: Flavor;
  /** Milliseconds since 1970. */
  readonly now: number;
}
