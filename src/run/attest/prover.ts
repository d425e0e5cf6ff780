import type { Attached, ImageDigests, Proof } from '../../attest/attached.ts';
import { type Attestation, attestAll } from '../../attest/attest-all.ts';
import { githubStore, storeBundle } from '../../attest/github-store.ts';
import type { Document } from '../../attest/predicate.ts';
import type { ServiceFetch } from '../../attest/service.ts';
import type { BuildFacts } from '../../attest/statement/build-facts.ts';
import type { Digest } from '../../oci/digest.ts';
import { formatPlatform } from '../../oci/platform.ts';
import { formatRepository } from '../../oci/reference.ts';
import type { Clock, Environment, Log, Random } from '../../ports.ts';
import type { Attachments, StoredImage } from '../../publish/attachments.ts';
import { awaitAll } from '../../publish/tags/await-all.ts';
import type { RegistryClient } from '../../registry/api.ts';
import type { AttestConfig } from './attest-config.ts';
import { type OpenSigning, openSigning, proofSigner } from './open-signing.ts';
import { packagesOf } from './packages-of.ts';
import { type Made, RepositoryAttachments } from './repository-attachments.ts';
import { statementsFor } from './statements.ts';

export interface ProverPorts {
  readonly environment: Environment;
  readonly log: Log;
  readonly clock: Clock;
  readonly random: Random;
  readonly fetch: ServiceFetch;
}

export interface ProverSources {
  readonly config: AttestConfig;
  readonly clients: readonly RegistryClient[];
  readonly facts: () => Promise<BuildFacts>;
  /** The SBOMs of these images. */
  readonly documents: (image: ImageDigests) => Promise<readonly Document[]>;
}

/**
 * Makes what proves an image, once for all repositories, while its layers are on the way; hangs it on the image in each of
 * them. What an earlier run has made is found and used again, so that there is one set of it.
 */
export class Prover implements Attachments {
  readonly #sources: ProverSources;
  readonly #ports: ProverPorts;
  readonly #repositories: ReadonlyMap<RegistryClient, RepositoryAttachments>;
  readonly #signing: Promise<OpenSigning | undefined>;
  readonly #made = new Map<Digest, Promise<Made>>();
  readonly #attached: Attached[] = [];
  #image: Promise<ImageDigests> | undefined;
  #facts: Promise<BuildFacts> | undefined;
  #stored: Promise<readonly string[]> | undefined;

  constructor(sources: ProverSources, ports: ProverPorts) {
    this.#sources = sources;
    this.#ports = ports;
    this.#repositories = new Map(sources.clients.map((client) => [client, this.#repository(client)]));
    this.#signing = openSigning(sources.config, ports);
    this.#signing.catch(() => {});
  }

  /** The digests of what is being pushed are known before the last byte has gone out. */
  begin(image: Promise<ImageDigests>): void {
    this.#image = image;
    this.#knownFacts().catch(() => {});
    image.then((known) => this.#make(known)).catch(() => {});
  }

  async prepare(client: RegistryClient): Promise<void> {
    const image = await this.#image;
    if (image !== undefined) await this.#repositories.get(client)?.prepare(image, this.#make(image));
  }

  async attach(client: RegistryClient, { root, platforms }: StoredImage): Promise<void> {
    const image = {
      root: root.digest,
      platforms: platforms.map(({ platform, manifest }) => ({
        platform: formatPlatform(platform),
        digest: manifest.digest,
      })),
    };
    const made = await this.#make(image);
    const descriptors = new Map([root, ...platforms.map(({ manifest }) => manifest)].map((one) => [one.digest, one]));
    const repository = this.#repositories.get(client) ?? this.#repository(client);
    const attached = [...descriptors.values()].map((subject) =>
      repository.attach(subject, platformOf(image, subject.digest), made),
    );
    this.#attached.push(...(await awaitAll(attached)).flat());
    await this.#store(made, image);
  }

  /** What hangs on the images now, in an order that does not depend on which registry was faster. */
  async proof(): Promise<Proof> {
    const [made] = await Promise.allSettled(this.#made.values());
    const { documents = [], attestations = [] } = made?.status === 'fulfilled' ? made.value : {};
    const names = this.#sources.clients.map(({ repository }) => formatRepository(repository));
    const place = ({ subject }: Attached) => names.indexOf(subject.slice(0, subject.lastIndexOf('@')));
    const notes = (await this.#stored?.catch(() => [])) ?? [];
    return {
      attached: this.#attached.toSorted((a, b) => place(a) - place(b)),
      signer: proofSigner(this.#sources.config, attestations),
      stored:
        this.#stored !== undefined &&
        notes.length === 0 &&
        attestations.length > 0 &&
        this.#githubStore() !== undefined,
      notes,
      packages: packagesOf(documents),
    };
  }

  /** Files are read for them once. */
  #knownFacts(): Promise<BuildFacts> {
    this.#facts ??= this.#sources.facts();
    return this.#facts;
  }

  #repository(client: RegistryClient): RepositoryAttachments {
    const { signature } = this.#sources.config.request;
    const signing = async () => (signature ? this.#signing : undefined);
    return new RepositoryAttachments({ ...this.#ports, client }, signing);
  }

  #make(image: ImageDigests): Promise<Made> {
    const known = this.#made.get(image.root) ?? this.#prove(image);
    known.catch(() => {});
    this.#made.set(image.root, known);
    return known;
  }

  async #prove(image: ImageDigests): Promise<Made> {
    const { config, documents: makeDocuments, clients } = this.#sources;
    const signing = await this.#signing;
    const making = config.request.sbom ? makeDocuments(image) : [];
    if (signing === undefined) return { documents: await making, attestations: [] };
    const [documents, found, claims, build] = await Promise.all([
      making,
      this.#found(image),
      signing.claims?.(),
      this.#knownFacts(),
    ]);
    const { environment } = this.#ports;
    const wanted = statementsFor(config.request, image, documents, { claims, facts: build, environment });
    const names = clients.map(({ repository }) => formatRepository(repository));
    return { documents, attestations: await attestAll(wanted, names, found, signing) };
  }

  /** Bundles that hang on these images already, in whatever repository. */
  async #found(image: ImageDigests): Promise<Buffer[]> {
    const asked = [...this.#repositories.values()].map((repository) => repository.bundles(image));
    const bundles = (await Promise.all(asked)).flat();
    return [...new Map(bundles.map((bundle) => [bundle.toString('latin1'), bundle])).values()];
  }

  #githubStore() {
    const { signing, request } = this.#sources.config;
    return signing?.kind === 'keyless' ? githubStore(this.#ports.environment, request.githubToken) : undefined;
  }

  /** Once for all repositories, after the first of them has everything. */
  async #store({ attestations }: Made, { root }: ImageDigests): Promise<void> {
    const store = this.#githubStore();
    if (store === undefined) return;
    this.#stored ??= this.#storeAll(attestations, root, store);
    await this.#stored;
  }

  async #storeAll(
    attestations: readonly Attestation[],
    root: Digest,
    store: NonNullable<ReturnType<typeof githubStore>>,
  ) {
    const notes = await Promise.all(
      attestations.map(({ bundle, digests }) => storeBundle(bundle, digests[0] ?? root, store, this.#ports.fetch)),
    );
    const unique = [...new Set(notes.flatMap((note) => note ?? []))];
    for (const note of unique) this.#ports.log.notice(note);
    return unique;
  }
}

/** Empty for an index, which is of all of them. */
function platformOf({ root, platforms }: ImageDigests, digest: Digest): string {
  if (digest === root && platforms.length > 1) return '';
  return platforms.find((one) => one.digest === digest)?.platform ?? '';
}
