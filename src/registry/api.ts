import type { Descriptor } from '../oci/descriptor.ts';
import type { Digest } from '../oci/digest.ts';
import type { RawManifest } from '../oci/manifest.ts';
import type { Repository } from '../oci/reference.ts';
import type { BodyReceiver } from './http/message.ts';

/** What proves who asks: a user and password, an OAuth2 refresh token (`identityToken`), or a ready bearer token (`registryToken`). */
export type Proof =
  | { readonly kind: 'basic'; readonly username: string; readonly password: string }
  | { readonly kind: 'identity-token' | 'registry-token'; readonly token: string };

/** Who asks. Whoever passes them on, logs them or compares them sees no proof; only `auth` asks for that. */
export interface Credentials {
  /** For messages. `origin` says where they came from: "the inputs username and password", "the docker config …". */
  readonly identity: { readonly username?: string; readonly origin: string };
  reveal(): Proof;
  isSameAs(other: Credentials | undefined): boolean;
}

/** A blob that can be sent, perhaps while it is still being made. */
export interface BlobSource {
  /** For messages: `layer "binary" for linux/amd64`. */
  readonly label: string;
  /** The most bytes that it can have. */
  readonly sizeLimit: number;
  readonly descriptor: Promise<Descriptor>;
  known(): Descriptor | undefined;
  /** Milliseconds until the last byte is made, as far as that can be told; absent where it cannot. */
  remaining?(): number;
  read(offset: number, signal?: AbortSignal): AsyncIterable<Uint8Array>;
}

export interface PushBlobOptions {
  /** Repositories of the same registry that are known to hold the blob. */
  readonly mountFrom?: readonly string[];
  /** Whether the repository is asked for the blob before it is sent; default true. Of use where sending costs more than a question. */
  readonly askFirst?: boolean;
  /** What the repository has for certain: a blob that turns out to be among it is not sent. */
  readonly present?: ReadonlySet<Digest>;
}

export interface BlobOutcome {
  readonly descriptor: Descriptor;
  readonly result: 'sent' | 'existed' | 'mounted';
}

/** A manifest as a registry has it. */
export interface FetchedManifest extends RawManifest {
  /** By which the registry recognises this state of a tag, where it names one. */
  readonly etag?: string;
}

/** What came of storing a manifest that names a subject. */
export interface StoredReferrer {
  readonly digest: Digest;
  /** The registry says that it keeps the list of what hangs on the subject (`OCI-Subject`). */
  readonly listed: boolean;
}

/** What a registry says about a tag or digest; `manifest` is undefined where it says that there is none. */
export interface ManifestAnswer {
  readonly manifest: FetchedManifest | undefined;
}

/** One repository of one registry. Every method retries what can heal and throws a RegistryError for what cannot. */
export interface RegistryClient {
  readonly repository: Repository;
  /** The manifest or index behind a tag or digest; undefined where there is none (404). Digest and size are checked. */
  getManifest(reference: string): Promise<FetchedManifest | undefined>;
  /**
   * The same as one try, given up after so many milliseconds; made even after the run was cancelled. Undefined where
   * no usable answer came: it says nothing about what is there.
   */
  tryManifest(reference: string, milliseconds: number): Promise<ManifestAnswer | undefined>;
  /** Stores the bytes under a tag or their digest; the digest that the answer names is compared. */
  putManifest(reference: string, bytes: Buffer, mediaType: string): Promise<Digest>;
  /** Stores a manifest that names a subject, under its digest. */
  putReferrer(bytes: Buffer, mediaType: string): Promise<StoredReferrer>;
  /** What hangs on a manifest; undefined where the registry has no such list. */
  listReferrers(subject: Digest): Promise<readonly Descriptor[] | undefined>;
  /**
   * Stores the bytes under a tag that stood at `seen` (undefined: that was not there). Resolves with false where it does
   * no more; most registries do not look, so that the caller reads it again.
   */
  replaceManifest(tag: string, bytes: Buffer, mediaType: string, seen: FetchedManifest | undefined): Promise<boolean>;
  hasBlob(digest: Digest): Promise<boolean>;
  /** A small blob (an image configuration), its digest checked; undefined where there is none. */
  getBlob(digest: Digest, limit?: number): Promise<Buffer | undefined>;
  /**
   * A blob of any size, handed over as it comes; nothing about it is checked. `receiver` is called again for each try.
   * False where there is none.
   */
  readBlob(digest: Digest, receiver: () => BodyReceiver): Promise<boolean>;
  pushBlob(blob: BlobSource, options?: PushBlobOptions): Promise<BlobOutcome>;
  /**
   * The tags that `keep` wants (all where it is absent), following pages; undefined where the repository does not exist
   * (404). Rejects where they cannot be read.
   */
  listTags(keep?: (tag: string) => boolean): Promise<readonly string[] | undefined>;
}

/** What a registry cost, for the report. */
export interface Traffic {
  readonly requests: number;
  readonly tokenRequests: number;
  readonly bytesSent: number;
  readonly retries: number;
  /** Milliseconds spent waiting before retries. */
  readonly waited: number;
}

/** One registry. */
export interface RegistryHost {
  readonly registry: string;
  /** The client of one of its repositories: `o/app`. */
  repository(path: string): RegistryClient;
  traffic(): Traffic;
  /** Deletes the upload sessions that are still open, as after a failure or a cancelled run; takes at most seconds and never rejects. */
  close(): Promise<void>;
}

export interface RegistrySettings {
  /** Plain HTTP is allowed. */
  readonly insecure: boolean;
  readonly chunkSize: 'auto' | 'none' | number;
  /** Blobs in flight. */
  readonly concurrency: number;
  /** Milliseconds; 0 = never. */
  readonly retryFor: number;
  /** Milliseconds in which some byte must move. */
  readonly timeout: number;
  /** Milliseconds that the registry may think after the last byte of a blob; 10 minutes where nothing is said, `timeout` at the least. */
  readonly think?: number;
}
