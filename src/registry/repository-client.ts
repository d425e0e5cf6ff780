import { ActionError } from '../errors.ts';
import { type Digest, isDigest, parseDigest } from '../oci/digest.ts';
import { isTag, type Repository } from '../oci/reference.ts';
import type { BlobOutcome, BlobSource, FetchedManifest, PushBlobOptions, RegistryClient } from './api.ts';
import { fetchBlob, hasBlob } from './blobs.ts';
import { fetchManifest, storeManifest } from './manifests.ts';
import type { Slots } from './slots.ts';
import { listTags } from './tags.ts';
import { pushBlob } from './upload/blob-push.ts';
import type { UploadContext } from './upload/upload-context.ts';

/** One repository: checks what goes into URLs and hands on. */
export class RepositoryClient implements RegistryClient {
  readonly repository: Repository;
  readonly #context: UploadContext;
  readonly #slots: Slots;

  constructor(repository: Repository, context: UploadContext, slots: Slots) {
    this.repository = repository;
    this.#context = context;
    this.#slots = slots;
  }

  async getManifest(reference: string): Promise<FetchedManifest | undefined> {
    return fetchManifest(this.#context, checked(reference));
  }

  async putManifest(reference: string, bytes: Buffer, mediaType: string): Promise<Digest> {
    return storeManifest(this.#context, checked(reference), bytes, mediaType);
  }

  async hasBlob(digest: Digest): Promise<boolean> {
    return hasBlob(this.#context, parseDigest(digest));
  }

  async getBlob(digest: Digest, limit?: number): Promise<Buffer | undefined> {
    return fetchBlob(this.#context, parseDigest(digest), limit);
  }

  pushBlob(blob: BlobSource, options: PushBlobOptions = {}): Promise<BlobOutcome> {
    return this.#slots.run(() => pushBlob(this.#context, blob, options));
  }

  async listTags(): Promise<readonly string[] | undefined> {
    return listTags(this.#context);
  }
}

function checked(reference: string): string {
  if (isTag(reference) || isDigest(reference)) return reference;
  throw new ActionError('tag', `"${reference.slice(0, 100)}" is neither a tag nor a digest`);
}
