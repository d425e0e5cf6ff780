import type { Attestation } from '../../attest/attest-all.ts';
import type { Document } from '../../attest/predicate.ts';
import { signingTime } from '../../attest/sign/certificate-identity.ts';
import { checkBundle } from '../../attest/sign/check-bundle.ts';
import { BUNDLE_MEDIA_TYPE } from '../../attest/sign/sign-statement.ts';
import type { Digest } from '../../oci/digest.ts';
import type { Referrer } from '../../publish/referrers/referrer.ts';

/** A referrer, and what the report says of it. */
export interface DescribedReferrer extends Referrer {
  readonly predicateType: string;
  readonly logIndex?: string;
}

/** What is to hang on one image: its documents as they are, then the bundles. */
export function referrersOf(
  subject: Digest,
  documents: readonly Document[],
  attestations: readonly Attestation[],
): DescribedReferrer[] {
  const bare = documents.filter((document) => document.subject === subject).map(bareReferrer);
  const signed = attestations.filter(({ digests }) => digests.includes(subject)).map(bundleReferrer);
  return [...bare, ...signed];
}

function bareReferrer({ mediaType, bytes, predicateType }: Document): DescribedReferrer {
  const annotations = {
    'org.opencontainers.image.title': mediaType.includes('spdx') ? 'sbom.spdx.json' : 'sbom.cdx.json',
  };
  return { artifactType: mediaType, bytes, annotations, predicateType };
}

/** As cosign and sigstore-js annotate it: https://github.com/sigstore/cosign/blob/main/specs/BUNDLE_SPEC.md */
function bundleReferrer({ bundle, predicateType, logIndex }: Attestation): DescribedReferrer {
  const material = checkBundle(bundle)?.material;
  const created =
    material?.kind === 'certificate' ? { 'org.opencontainers.image.created': signingTime(material.der) } : {};
  const annotations = {
    'dev.sigstore.bundle.content': 'dsse-envelope',
    'dev.sigstore.bundle.predicateType': predicateType,
    ...created,
  };
  const index = logIndex === undefined ? {} : { logIndex };
  return { artifactType: BUNDLE_MEDIA_TYPE, bytes: bundle, annotations, predicateType, ...index };
}
