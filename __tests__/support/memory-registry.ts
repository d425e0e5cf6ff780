import type { Descriptor } from '../../src/oci/descriptor.ts';
import { type Digest, digestOf, isDigest } from '../../src/oci/digest.ts';
import type { RawManifest } from '../../src/oci/manifest.ts';
import { isIndex } from '../../src/oci/media-types.ts';
import type { Repository } from '../../src/oci/reference.ts';
import type {
  BlobOutcome,
  BlobSource,
  ManifestAnswer,
  PushBlobOptions,
  RegistryClient,
  StoredReferrer,
} from '../../src/registry/api.ts';
import { RegistryError } from '../../src/registry/errors/registry-error.ts';
import type { BodyReceiver } from '../../src/registry/http/message.ts';

interface MemoryRepository {
  readonly blobs: Map<Digest, Buffer>;
  readonly manifests: Map<Digest, RawManifest>;
  readonly tags: Map<string, Digest>;
}

/** Called before each operation, as `PUT manifest 1.2.3`; what it throws is the registry's answer. */
export type Interference = (operation: string, repository: string) => void | Promise<void>;

/** A registry in memory with the semantics of the client's interface, for rules that are not about HTTP. */
export class MemoryRegistry {
  readonly host: string;
  readonly operations: string[] = [];
  readonly #repositories = new Map<string, MemoryRepository>();
  interfere: Interference = () => {};

  constructor(host = 'registry.example.com') {
    this.host = host;
  }

  client(path = 'acme/app'): RegistryClient {
    return new MemoryClient(this, { registry: this.host, path });
  }

  repository(path = 'acme/app'): MemoryRepository {
    const known = this.#repositories.get(path) ?? { blobs: new Map(), manifests: new Map(), tags: new Map() };
    this.#repositories.set(path, known);
    return known;
  }

  /** Undefined where nothing was ever stored there, as registries answer 404 for the list of tags. */
  existing(path: string): MemoryRepository | undefined {
    return this.#repositories.get(path);
  }

  /** What the tags point at. */
  tags(path = 'acme/app'): Record<string, Digest> {
    return Object.fromEntries([...this.repository(path).tags].sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}

export function refusal(status: number, ...codes: string[]): RegistryError {
  return new RegistryError('registry', `The registry answered ${status} ${codes.join(' ')}`, undefined, {
    status,
    codes,
  });
}

class MemoryClient implements RegistryClient {
  readonly repository: Repository;
  readonly #registry: MemoryRegistry;

  constructor(registry: MemoryRegistry, repository: Repository) {
    this.#registry = registry;
    this.repository = repository;
  }

  async getManifest(reference: string): Promise<RawManifest | undefined> {
    await this.#enter(`GET manifest ${reference}`);
    const held = this.#held();
    const digest = isDigest(reference) ? reference : held?.tags.get(reference);
    return digest === undefined ? undefined : held?.manifests.get(digest);
  }

  async tryManifest(reference: string): Promise<ManifestAnswer | undefined> {
    return await this.getManifest(reference).then(
      (manifest) => ({ manifest }),
      () => undefined,
    );
  }

  async putManifest(reference: string, bytes: Buffer, mediaType: string): Promise<Digest> {
    await this.#enter(`PUT manifest ${reference}`);
    const digest = digestOf(bytes);
    const held = this.#registry.repository(this.repository.path);
    this.#checkParts(held, JSON.parse(bytes.toString()), mediaType);
    held.manifests.set(digest, { bytes, descriptor: { mediaType, digest, size: bytes.length } });
    if (!isDigest(reference)) held.tags.set(reference, digest);
    else if (reference !== digest) throw refusal(400, 'DIGEST_INVALID');
    return digest;
  }

  async putReferrer(bytes: Buffer, mediaType: string): Promise<StoredReferrer> {
    return { digest: await this.putManifest(digestOf(bytes), bytes, mediaType), listed: true };
  }

  async listReferrers(subject: Digest): Promise<readonly Descriptor[] | undefined> {
    await this.#enter(`LIST referrers ${subject}`);
    return [...(this.#held()?.manifests.values() ?? [])].flatMap(({ descriptor, bytes }) => {
      const { subject: named, artifactType, annotations } = JSON.parse(bytes.toString());
      return named?.digest === subject ? [{ ...descriptor, artifactType, annotations }] : [];
    });
  }

  async replaceManifest(tag: string, bytes: Buffer, mediaType: string): Promise<boolean> {
    await this.putManifest(tag, bytes, mediaType);
    return true;
  }

  async hasBlob(digest: Digest): Promise<boolean> {
    await this.#enter(`HEAD blob ${digest}`);
    return this.#held()?.blobs.has(digest) === true;
  }

  async getBlob(digest: Digest): Promise<Buffer | undefined> {
    await this.#enter(`GET blob ${digest}`);
    return this.#held()?.blobs.get(digest);
  }

  async readBlob(digest: Digest, receiver: () => BodyReceiver): Promise<boolean> {
    await this.#enter(`READ blob ${digest}`);
    const bytes = this.#held()?.blobs.get(digest);
    if (bytes !== undefined) await receiver()(bytes);
    return bytes !== undefined;
  }

  async pushBlob(blob: BlobSource, { mountFrom = [] }: PushBlobOptions = {}): Promise<BlobOutcome> {
    await this.#enter(`PUSH ${blob.label}`);
    const held = this.#registry.repository(this.repository.path);
    const known = blob.known();
    if (known !== undefined && held.blobs.has(known.digest)) return { descriptor: known, result: 'existed' };
    const descriptor = await blob.descriptor;
    for (const path of mountFrom) {
      const bytes = this.#registry.existing(path)?.blobs.get(descriptor.digest);
      if (bytes === undefined) continue;
      held.blobs.set(descriptor.digest, bytes);
      return { descriptor, result: 'mounted' };
    }
    const pieces: Uint8Array[] = [];
    for await (const piece of blob.read(0)) pieces.push(piece);
    const bytes = Buffer.concat(pieces);
    if (digestOf(bytes) !== descriptor.digest) throw refusal(400, 'DIGEST_INVALID');
    held.blobs.set(descriptor.digest, bytes);
    return { descriptor, result: 'sent' };
  }

  async listTags(keep: (tag: string) => boolean = () => true): Promise<readonly string[] | undefined> {
    await this.#enter('LIST tags');
    const held = this.#held();
    return held === undefined || held.manifests.size === 0 ? undefined : [...held.tags.keys()].filter(keep).sort();
  }

  #held(): MemoryRepository | undefined {
    return this.#registry.existing(this.repository.path);
  }

  async #enter(operation: string): Promise<void> {
    this.#registry.operations.push(operation);
    await this.#registry.interfere(operation, this.repository.path);
  }

  #checkParts(held: MemoryRepository, document: Record<string, unknown>, mediaType: string): void {
    const parts = (list: unknown) => (list as { digest: Digest }[]).map(({ digest }) => digest);
    if (isIndex(mediaType)) {
      if (!parts(document.manifests).every((digest) => held.manifests.has(digest)))
        throw refusal(400, 'MANIFEST_UNKNOWN');
    } else if (!parts([document.config, ...(document.layers as unknown[])]).every((digest) => held.blobs.has(digest))) {
      throw refusal(400, 'MANIFEST_BLOB_UNKNOWN');
    }
  }
}
