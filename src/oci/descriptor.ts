import type { Digest } from './digest.ts';
import type { Platform } from './platform.ts';

export type Annotations = Readonly<Record<string, string>>;

/** https://github.com/opencontainers/image-spec/blob/main/descriptor.md */
export interface Descriptor {
  readonly mediaType: string;
  readonly digest: Digest;
  /** Bytes. */
  readonly size: number;
  readonly platform?: Platform;
  /** In a list of referrers: the type of what the manifest is about. */
  readonly artifactType?: string;
  readonly annotations?: Annotations;
}
