import type { Descriptor } from '../../oci/descriptor.ts';
import type { Digest } from '../../oci/digest.ts';
import { EMPTY_CONFIG, type RawManifest } from '../../oci/manifest.ts';
import type { Clock, Random } from '../../ports.ts';
import type { RegistryClient } from '../../registry/api.ts';
import { RegistryError } from '../../registry/errors/registry-error.ts';
import { readEntry } from '../../registry/referrers.ts';
import { awaitAll } from '../tags/await-all.ts';
import { DocumentBlobs } from './document-blobs.ts';
import { fallbackTag, readFallbackIndex } from './fallback-index.ts';
import { documentsOf, layerOf, type Referrer, type ReferrerDocuments } from './referrer.ts';
import { updateFallback } from './update-fallback.ts';

/** More than any reader looks at (Kyverno: 50 a subject, 10 MB each). */
const MOST_READ = 100;
const LARGEST = 16 * 1024 * 1024;

/** What hangs on a subject, and by which list that is known. */
interface Listing {
  /** `api`: the registry lists referrers itself. `tag`: an index under `sha256-<hex>` does. */
  readonly kind: 'api' | 'tag';
  readonly entries: readonly Descriptor[];
  /** From an index under the tag that lies beside an empty list of the registry's own. */
  readonly beside: readonly Descriptor[];
}

/** What hangs on the images of one repository. */
export class Referrers {
  readonly #client: RegistryClient;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #blobs: DocumentBlobs;
  readonly #listings = new Map<Digest, Promise<Listing>>();

  constructor(client: RegistryClient, { clock, random }: { readonly clock: Clock; readonly random: Random }) {
    this.#client = client;
    this.#blobs = new DocumentBlobs(client);
    this.#clock = clock;
    this.#random = random;
  }

  /** The documents of a type that hang on a subject: the types that begin so. */
  async read(subject: Digest, artifactType: string): Promise<Buffer[]> {
    const { entries, beside } = await this.#listing(subject);
    const wanted = [...entries, ...beside]
      .filter((entry) => entry.artifactType?.startsWith(artifactType) ?? true)
      .slice(0, MOST_READ);
    const read = await Promise.all(wanted.map(({ digest }) => this.#content(digest, artifactType)));
    return read.flat();
  }

  /** Sends the blobs of what will hang on a subject that is on its way itself, unless something hangs on it already. */
  async prepare(subject: Digest, referrers: readonly Referrer[]): Promise<void> {
    const { entries, beside } = await this.#listing(subject);
    if (entries.length + beside.length > 0 || referrers.length === 0) return;
    await awaitAll(referrers.map((referrer) => this.#push(layerOf(referrer))));
  }

  /** Hangs all of them on a subject, where they do not hang there yet. Resolves with their manifests, in the same order. */
  async attach(subject: Descriptor, referrers: readonly Referrer[]): Promise<Descriptor[]> {
    const documents = referrers.map((referrer) => documentsOf(referrer, subject));
    const { kind, entries } = await this.#listing(subject.digest);
    const there = new Set(entries.map(({ digest }) => digest));
    const missing = documents.filter(({ entry }) => !there.has(entry.digest));
    const listed = await awaitAll(missing.map((each) => this.#store(each)));
    const own = documents.map(({ entry }) => entry);
    if (kind === 'tag' || listed.includes(false)) {
      const ports = { client: this.#client, clock: this.#clock, random: this.#random };
      await updateFallback(subject.digest, own, ports);
    }
    return own;
  }

  /** Asked once: what is there already, whoever wants to know it. */
  #listing(subject: Digest): Promise<Listing> {
    const known = this.#listings.get(subject) ?? this.#list(subject);
    this.#listings.set(subject, known);
    return known;
  }

  async #list(subject: Digest): Promise<Listing> {
    const listed = await this.#client.listReferrers(subject);
    if (listed !== undefined && listed.length > 0) return { kind: 'api', entries: listed, beside: [] };
    const { entries } = readFallbackIndex(await this.#client.getManifest(fallbackTag(subject)), subject);
    return listed === undefined ? { kind: 'tag', entries, beside: [] } : { kind: 'api', entries: [], beside: entries };
  }

  /** Whether the registry lists it by itself. */
  async #store({ layer, manifest }: ReferrerDocuments): Promise<boolean> {
    await this.#push(layer);
    const { bytes, descriptor } = manifest;
    return (await this.#client.putReferrer(bytes, descriptor.mediaType)).listed;
  }

  async #push(layer: RawManifest): Promise<void> {
    await Promise.all([this.#blobs.push('attachment', layer), this.#blobs.push('empty configuration', EMPTY_CONFIG)]);
  }

  /** What is not as it should be is nothing: anybody who may push could have put it there. */
  async #content(digest: Digest, artifactType: string): Promise<Buffer[]> {
    try {
      const manifest = await this.#client.getManifest(digest);
      const { layers } = JSON.parse(manifest?.bytes.toString('utf8') ?? '{}') as { layers?: unknown };
      const layer = readEntry(Array.isArray(layers) ? layers[0] : undefined);
      if (layer?.mediaType.startsWith(artifactType) !== true || layer.size > LARGEST) return [];
      const content = await this.#client.getBlob(layer.digest, LARGEST);
      return content === undefined ? [] : [content];
    } catch (error) {
      if (error instanceof RegistryError && error.status === 200) return [];
      throw error;
    }
  }
}
