import type { Proof } from '../attest/attached.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import type { Digest } from '../oci/digest.ts';
import type { TagReport, Uploaded } from '../publish/publish-report.ts';
import type { Traffic } from '../registry/api.ts';

/** All that a run tells its user, in whatever form: outputs, metadata, summary, log. */
export interface RunReport {
  /** Of the manifest, or of the index where there are several platforms. */
  readonly root: Descriptor;
  readonly version: string;
  readonly platforms: readonly PlatformReport[];
  readonly images: readonly ImageReport[];
  /** True when every registry holds the image under what was asked. */
  readonly pushed: boolean;
  /** Why it was or was not published. */
  readonly reason: string;
  /** Whether a container of the image runs a program of its own accord; absent where nobody looked (merge). */
  readonly starts?: boolean;
  readonly files: readonly string[];
  /** What hangs on the image; undefined where nothing was asked for. */
  readonly proof?: Proof | undefined;
  /** Of the forge: `o/r`. */
  readonly repository?: string | undefined;
  /** Paths of the SBOMs that were written. */
  readonly sbomFiles: readonly string[];
  readonly checks: readonly Check[];
  readonly decisions: readonly Decision[];
  readonly warnings: readonly string[];
  readonly traffic: Traffic;
  /** Parts of the run; some lie within others. */
  readonly stages: readonly Stage[];
  /** Milliseconds of the whole run. */
  readonly elapsed: number;
}

export interface PlatformReport {
  readonly platform: string;
  readonly digest: Digest;
  readonly manifestSize: number;
  readonly config: Digest;
  readonly configSize: number;
  readonly layers: readonly LayerReport[];
}

export interface LayerReport {
  /** `kit`, `files` or `binary`; empty where it was made elsewhere (merge). */
  readonly name: string;
  readonly digest: Digest;
  readonly diffId?: Digest;
  /** Compressed bytes. */
  readonly size: number;
  readonly mediaType: string;
  /** What it took to have it in the first registry; absent without a push. */
  readonly uploaded?: Uploaded;
}

export interface ImageReport {
  /** `ghcr.io/o/app`. */
  readonly name: string;
  /** What the registry holds: differs from the report's root where the same content was published before. */
  readonly digest: Digest;
  readonly tags: readonly TagReport[];
  /** What went wrong there; nothing else is certain then. */
  readonly error?: string;
}

/** One line of the checklist: a tick, a dash, or a warning with what to do. */
export interface Check {
  readonly state: 'ok' | 'none' | 'warning';
  readonly label: string;
  readonly detail: string;
}

/** What went into the image by itself or was left out, and the evidence. */
export interface Decision {
  readonly part: string;
  readonly included: boolean;
  readonly reason: string;
}

export interface Stage {
  readonly name: string;
  readonly milliseconds: number;
}
