import type { Digest } from '../../oci/digest.ts';
import { jsonBytes } from '../../oci/json.ts';
import type { Predicate } from '../predicate.ts';

/** https://github.com/sigstore/cosign/blob/main/specs/BUNDLE_SPEC.md: what cosign 3 signs for an image. */
export const COSIGN_SIGNATURE: Predicate = { predicateType: 'https://sigstore.dev/cosign/sign/v1', predicate: {} };

/** What cosign signed before: https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md */
export function simpleSigningPayload(repository: string, digest: Digest): Buffer {
  return jsonBytes({
    critical: {
      identity: { 'docker-reference': repository },
      image: { 'docker-manifest-digest': digest },
      type: 'cosign container image signature',
    },
    optional: null,
  });
}
