import { allDigests, type ImageDigests } from '../../attest/attached.ts';
import type { Wanted } from '../../attest/attest-all.ts';
import type { Claims } from '../../attest/identity/claims.ts';
import type { Document } from '../../attest/predicate.ts';
import type { AttestRequest } from '../../attest/setting.ts';
import type { BuildFacts } from '../../attest/statement/build-facts.ts';
import { COSIGN_SIGNATURE } from '../../attest/statement/cosign-signature.ts';
import { provenanceOf } from '../../attest/statement/provenance.ts';
import type { Environment } from '../../ports.ts';

/** Everything that is to be signed: provenance and signature once for all images, each document for its own. */
export function statementsFor(
  { provenance, signature }: AttestRequest,
  image: ImageDigests,
  documents: readonly Document[],
  build: { readonly claims: Claims | undefined; readonly facts: BuildFacts; readonly environment: Environment },
): Wanted[] {
  const digests = allDigests(image);
  const wanted: Wanted[] = documents.map(({ predicateType, predicate, subject }) => {
    return { predicateType, predicate, digests: [subject] };
  });
  if (provenance) wanted.push({ ...provenanceOf(build.claims, build.facts, build.environment), digests });
  if (signature) wanted.push({ ...COSIGN_SIGNATURE, digests });
  return wanted;
}
