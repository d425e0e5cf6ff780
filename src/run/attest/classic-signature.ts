import { isSigned } from '../../attest/sign/check-bundle.ts';
import type { Signing } from '../../attest/sign/signing.ts';
import { simpleSigningPayload } from '../../attest/statement/cosign-signature.ts';
import type { Digest } from '../../oci/digest.ts';
import { formatRepository } from '../../oci/reference.ts';
import type { ContendedPorts } from '../../publish/referrers/contended-tag.ts';
import { writeSignatureTag } from '../../publish/referrers/signature-tag.ts';

/** Signs with a key as cosign 2, Kyverno's `type: Cosign` and policy-controller's `legacy` read it. */
export async function writeClassicSignature(
  subject: Digest,
  { signer, own }: Signing,
  ports: ContendedPorts,
): Promise<void> {
  if (own === undefined) return;
  const payload = simpleSigningPayload(formatRepository(ports.client.repository), subject);
  const classic = {
    payload,
    sign: async () => (await signer.sign(payload)).bytes,
    isOwn: (signature: Buffer) => isSigned(own, payload, signature),
  };
  await writeSignatureTag(subject, classic, ports);
}
