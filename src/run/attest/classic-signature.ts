import { isSigned } from '../../attest/sign/check-bundle.ts';
import type { Signing } from '../../attest/sign/signing.ts';
import { simpleSigningPayload } from '../../attest/statement/cosign-signature.ts';
import type { Digest } from '../../oci/digest.ts';
import { formatRepository } from '../../oci/reference.ts';
import type { ContendedPorts } from '../../publish/referrers/contended-tag.ts';
import { SignatureTag } from '../../publish/referrers/signature-tag.ts';

/** A signature with a key as cosign 2, Kyverno's `type: Cosign` and policy-controller's `legacy` read it; undefined without a key. */
export function classicSignature(
  subject: Digest,
  { signer, own }: Signing,
  ports: ContendedPorts,
): SignatureTag | undefined {
  if (own === undefined) return undefined;
  const payload = simpleSigningPayload(formatRepository(ports.client.repository), subject);
  const signature = {
    payload,
    sign: async () => (await signer.sign(payload)).bytes,
    isOwn: (found: Buffer) => isSigned(own, payload, found),
  };
  return new SignatureTag(subject, signature, ports);
}
