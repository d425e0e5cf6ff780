/** The input `sigstore`. */
export type SigstoreSetting = 'auto' | 'public' | 'github' | CustomSigstore;

/** An instance of one's own. */
export interface CustomSigstore {
  /** Absent only where a key signs. */
  readonly fulcio?: URL;
  readonly rekor?: { readonly url: URL; readonly version: 1 | 2 };
  readonly tsa?: URL;
  readonly audience?: string;
}

/** What the inputs around `attest` say, each checked for itself. */
export interface AttestRequest {
  readonly sbom: boolean;
  readonly provenance: boolean;
  readonly signature: boolean;
  /** The input `sbom`: `auto`, or entries `path` and `platform=path`. */
  readonly sbomSources: 'auto' | readonly string[];
  /** The input `sbom-file`; empty = not asked for. */
  readonly sbomFile: string;
  /** PEM; empty = keyless. */
  readonly signingKey: string;
  readonly signingKeyPassword: string;
  /** For GitHub's attestations API. */
  readonly githubToken: string;
  /** The input `sigstore`: a word, or YAML. */
  readonly sigstore: string;
}

/** Whether something is signed: a bare SBOM needs nobody's identity. */
export function signs({ provenance, signature }: Pick<AttestRequest, 'provenance' | 'signature'>): boolean {
  return provenance || signature;
}
