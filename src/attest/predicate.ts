import type { Digest } from '../oci/digest.ts';

/** What a statement says about its subjects. https://github.com/in-toto/attestation/blob/main/spec/v1/predicate.md */
export interface Predicate {
  /** `https://slsa.dev/provenance/v1`, `https://spdx.dev/Document`, `https://cyclonedx.org/bom`, … */
  readonly predicateType: string;
  readonly predicate: object;
}

/** A document about one image, which also hangs on it as it is, unsigned: an SBOM in one of its formats. */
export interface Document extends Predicate {
  /** Of the index, or of one platform's manifest. */
  readonly subject: Digest;
  /** `linux/amd64`; absent where it is about the index. */
  readonly platform?: string;
  /** Of the referrer's only layer, and its artifact type: `application/spdx+json`. */
  readonly mediaType: string;
  readonly bytes: Buffer;
}
