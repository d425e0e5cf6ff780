import { type Attached, allDigests, type ImageDigests } from '../../attest/attached.ts';
import type { Attestation } from '../../attest/attest-all.ts';
import type { Document } from '../../attest/predicate.ts';
import type { Signing } from '../../attest/sign/signing.ts';
import type { Descriptor } from '../../oci/descriptor.ts';
import type { Digest } from '../../oci/digest.ts';
import { formatRepository } from '../../oci/reference.ts';
import type { ContendedPorts } from '../../publish/referrers/contended-tag.ts';
import { Referrers } from '../../publish/referrers/referrers.ts';
import type { SignatureTag } from '../../publish/referrers/signature-tag.ts';
import { awaitAll } from '../../publish/tags/await-all.ts';
import { classicSignature } from './classic-signature.ts';
import { referrersOf } from './referrers-of.ts';

/** What was made to hang on one image. */
export interface Made {
  readonly documents: readonly Document[];
  readonly attestations: readonly Attestation[];
}

/** What hangs on the images of one repository: referrers, and signatures as cosign 2 reads them. */
export class RepositoryAttachments {
  readonly #ports: ContendedPorts;
  readonly #referrers: Referrers;
  readonly #signing: () => Promise<Signing | undefined>;
  readonly #signatures = new Map<Digest, Promise<SignatureTag | undefined>>();

  /** @param signing of classic signatures; undefined where there are to be none */
  constructor(ports: ContendedPorts, signing: () => Promise<Signing | undefined>) {
    this.#ports = ports;
    this.#referrers = new Referrers(ports.client, ports);
    this.#signing = signing;
  }

  /** Bundles that hang on an image already. */
  async bundles(image: ImageDigests): Promise<Buffer[]> {
    const type = 'application/vnd.dev.sigstore.bundle';
    return (await Promise.all(allDigests(image).map((digest) => this.#referrers.read(digest, type)))).flat();
  }

  /** Signs, and sends the blobs of what will hang on an image, while the image itself is on its way. */
  async prepare(image: ImageDigests, made: Promise<Made>): Promise<void> {
    const blobs = async (subject: Digest) => {
      const { documents, attestations } = await made;
      await this.#referrers.prepare(subject, referrersOf(subject, documents, attestations));
    };
    const signature = async (subject: Digest) => (await this.#signature(subject))?.prepare();
    await awaitAll(allDigests(image).flatMap((subject) => [signature(subject), blobs(subject)]));
  }

  /** Hangs what was made on one image of the repository. */
  async attach(subject: Descriptor, platform: string, { documents, attestations }: Made): Promise<Attached[]> {
    const referrers = referrersOf(subject.digest, documents, attestations);
    const [manifests] = await Promise.all([
      this.#referrers.attach(subject, referrers),
      this.#signature(subject.digest).then((signature) => signature?.write()),
    ]);
    const name = `${formatRepository(this.#ports.client.repository)}@${subject.digest}`;
    return referrers.flatMap(({ artifactType: mediaType, predicateType, logIndex }, place) => {
      const digest = manifests[place]?.digest;
      const index = logIndex === undefined ? {} : { logIndex };
      return digest === undefined ? [] : [{ subject: name, platform, predicateType, digest, mediaType, ...index }];
    });
  }

  #signature(subject: Digest): Promise<SignatureTag | undefined> {
    const known = this.#signatures.get(subject) ?? this.#openSignature(subject);
    this.#signatures.set(subject, known);
    return known;
  }

  async #openSignature(subject: Digest): Promise<SignatureTag | undefined> {
    const signing = await this.#signing();
    return signing === undefined ? undefined : classicSignature(subject, signing, this.#ports);
  }
}
