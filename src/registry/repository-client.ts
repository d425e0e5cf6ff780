import { ActionError } from '../errors.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import { type Digest, digestOf, isDigest, parseDigest } from '../oci/digest.ts';
import { isTag, type Repository } from '../oci/reference.ts';
import type {
  BlobOutcome,
  BlobSource,
  FetchedManifest,
  ManifestAnswer,
  PushBlobOptions,
  RegistryClient,
  StoredReferrer,
} from './api.ts';
import { fetchBlob, hasBlob, readBlob } from './blobs.ts';
import type { Slots } from './client/slots.ts';
import type { BodyReceiver } from './http/message.ts';
import { fetchManifest, storeManifest, tryManifest } from './manifests.ts';
import { listReferrers, replaceManifest } from './referrers.ts';
import { listTags } from './tags.ts';
import { pushBlob } from './upload/push-blob.ts';
import type { UploadContext } from './upload/upload-context.ts';

/** One repository: checks what goes into URLs and hands on. */
export class RepositoryClient implements RegistryClient {
  readonly repository: Repository;
  readonly #context: UploadContext;
  readonly #slots: Slots;
  /** What went through here, should the registry lose it before the manifest comes. */
  readonly #pushed = new Map<Digest, BlobSource>();
  readonly #sending = new Map<Digest, Promise<BlobOutcome>>();

  constructor(repository: Repository, context: UploadContext, slots: Slots) {
    this.repository = repository;
    this.#context = context;
    this.#slots = slots;
  }

  async getManifest(reference: string): Promise<FetchedManifest | undefined> {
    return fetchManifest(this.#context, checked(reference));
  }

  async tryManifest(reference: string, milliseconds: number): Promise<ManifestAnswer | undefined> {
    return tryManifest(this.#context, checked(reference), milliseconds);
  }

  async putManifest(reference: string, bytes: Buffer, mediaType: string): Promise<Digest> {
    return (await this.#store(reference, bytes, mediaType)).digest;
  }

  async putReferrer(bytes: Buffer, mediaType: string): Promise<StoredReferrer> {
    const { digest, subject } = await this.#store(digestOf(bytes), bytes, mediaType);
    return { digest, listed: subject !== undefined };
  }

  async listReferrers(subject: Digest): Promise<readonly Descriptor[] | undefined> {
    return listReferrers(this.#context, parseDigest(subject));
  }

  async replaceManifest(tag: string, bytes: Buffer, mediaType: string, seen?: FetchedManifest): Promise<boolean> {
    return replaceManifest(this.#context, checked(tag), bytes, mediaType, seen);
  }

  #store(reference: string, bytes: Buffer, mediaType: string) {
    return storeManifest(this.#context, checked(reference), bytes, mediaType, (...what) => this.#resend(...what));
  }

  async hasBlob(digest: Digest): Promise<boolean> {
    return hasBlob(this.#context, parseDigest(digest));
  }

  async getBlob(digest: Digest, limit?: number): Promise<Buffer | undefined> {
    return fetchBlob(this.#context, parseDigest(digest), limit);
  }

  async readBlob(digest: Digest, receiver: () => BodyReceiver): Promise<boolean> {
    return readBlob(this.#context, parseDigest(digest), receiver);
  }

  /** Two images that share a layer send it once. */
  pushBlob(blob: BlobSource, options: PushBlobOptions = {}): Promise<BlobOutcome> {
    const digest = blob.known()?.digest;
    const underWay = digest === undefined ? undefined : this.#sending.get(digest);
    if (underWay !== undefined) return underWay;
    const pushing = this.#push(blob, options);
    if (digest === undefined) return pushing;
    const sending = pushing.finally(() => this.#sending.delete(digest));
    this.#sending.set(digest, sending);
    return sending;
  }

  async #push(blob: BlobSource, options: PushBlobOptions): Promise<BlobOutcome> {
    const outcome = await this.#slots.run(() => pushBlob(this.#context, blob, options));
    this.#pushed.set(outcome.descriptor.digest, blob);
    return outcome;
  }

  /** Sends again what the registry lost: `unknown blob` for what it has just taken is real (moby/moby#36823). */
  async #resend(manifest: Buffer, askFirst: boolean): Promise<void> {
    const blobs = referencedBlobs(manifest).flatMap((digest) => this.#pushed.get(digest) ?? []);
    await Promise.all(blobs.map((blob) => this.pushBlob(blob, { askFirst })));
  }

  async listTags(keep: (tag: string) => boolean = () => true): Promise<readonly string[] | undefined> {
    return listTags(this.#context, keep);
  }
}

function checked(reference: string): string {
  if (isTag(reference) || isDigest(reference)) return reference;
  throw new ActionError('tag', `"${reference.slice(0, 100)}" is neither a tag nor a digest`);
}

/** The blobs that a manifest needs, for a registry that says it lacks one and does not say which; none for an index. */
function referencedBlobs(manifest: Buffer): readonly Digest[] {
  const { config, layers = [] } = JSON.parse(manifest.toString('utf8')) as Partial<Record<string, unknown>>;
  const descriptors = [config, ...(Array.isArray(layers) ? layers : [])];
  const digests = descriptors.map((descriptor) => (descriptor as { digest?: unknown } | undefined)?.digest);
  return digests.filter((digest): digest is Digest => typeof digest === 'string' && isDigest(digest));
}
