import type { Digest } from '../oci/digest.ts';

/** The images that statements are about, with all their digests. */
export interface ImageDigests {
  readonly root: Digest;
  /** `linux/amd64`; the root itself where there is one platform. */
  readonly platforms: readonly { readonly platform: string; readonly digest: Digest }[];
}

/** The digests of an image, the root's first, each once. */
export function allDigests({ root, platforms }: ImageDigests): Digest[] {
  return [...new Set([root, ...platforms.map(({ digest }) => digest)])];
}

/** Something that hangs on an image now. */
export interface Attached {
  /** `ghcr.io/o/app@sha256:…`. */
  readonly subject: string;
  /** Empty for an index. */
  readonly platform: string;
  readonly predicateType: string;
  /** Of the referrer's manifest. */
  readonly digest: Digest;
  readonly mediaType: string;
  /** Where a transparency log has it. */
  readonly logIndex?: string;
}

/** What a run proved, for its report. */
export interface Proof {
  readonly attached: readonly Attached[];
  /** Undefined where nothing is signed. */
  readonly signer: ProofSigner | undefined;
  /** The bundles are stored by GitHub's attestations API, too. */
  readonly stored: boolean;
  readonly notes: readonly string[];
  /** Packages that the SBOMs name, `name version`, in order. */
  readonly packages: readonly string[];
}

/** By whom, and how that is verified. */
export type ProofSigner =
  | { readonly kind: 'key'; readonly publicKey: string; readonly logged: boolean }
  | {
      readonly kind: 'keyless';
      readonly instance: 'public' | 'github' | 'custom';
      /** As the certificate names them. */
      readonly identity: string;
      readonly issuer: string;
      readonly logged: boolean;
    };
