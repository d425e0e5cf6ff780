import type { Descriptor } from '../oci/descriptor.ts';
import type { Digest } from '../oci/digest.ts';
import type { Platform } from '../oci/platform.ts';
import type { Repository } from '../oci/reference.ts';

export interface TagReport {
  readonly name: string;
  /**
   * `written`: new. `moved`: it stood at something else. `unchanged`: it stood there already. `left alone`: a moving
   * tag that must not go back. `failed`: the registry did not take it. `unknown`: it was sent, and no answer came.
   */
  readonly state: 'written' | 'moved' | 'unchanged' | 'left alone' | 'failed' | 'unknown';
  /** Why it was left alone, failed or is unknown. */
  readonly reason?: string;
}

/** How a layer came to be in the repository. */
export type Uploaded = 'sent' | 'existed' | 'mounted';

export interface DeliveredLayer {
  readonly digest: Digest;
  /** Absent where this run did not see what is in the layer: a merge that was not verified. */
  readonly diffId?: Digest;
  /** Compressed bytes. */
  readonly size: number;
  readonly mediaType: string;
  readonly uploaded: Uploaded;
}

export interface DeliveredPlatform {
  readonly platform: Platform;
  readonly manifest: Descriptor;
  readonly config: Descriptor;
  readonly layers: readonly DeliveredLayer[];
}

/** Milliseconds from the start to the end of each part; parts that did not happen are absent. */
export interface PublishTimings {
  /** Asking what the registry has, and deciding. */
  readonly survey?: number;
  /** Layers and configurations. */
  readonly blobs?: number;
  /** Waiting for what hangs on the image, and attaching it. */
  readonly attachments?: number;
  readonly tags?: number;
  readonly verify?: number;
}

/** What became of one repository. */
export interface RepositoryReport {
  readonly repository: Repository;
  /** The manifest, or the index of several platforms, that this run's tags stand at. Absent where it failed before. */
  readonly image?: Descriptor;
  /** `kept`: the exact version was there with this content, and its published manifest stays. */
  readonly outcome: 'published' | 'unchanged' | 'kept' | 'failed';
  readonly tags: readonly TagReport[];
  readonly platforms: readonly DeliveredPlatform[];
  readonly timings: PublishTimings;
  readonly error?: unknown;
}

export interface PublishReport {
  readonly repositories: readonly RepositoryReport[];
}
