import { isSigned } from '../../attest/sign/check-bundle.ts';
import type { Signing } from '../../attest/sign/signing.ts';
import { simpleSigningPayload } from '../../attest/statement/cosign-signature.ts';
import type { Digest } from '../../oci/digest.ts';
import { formatRepository } from '../../oci/reference.ts';
import { writeSignatureTag } from '../../publish/referrers/signature-tag.ts';
import type { RegistryClient } from '../../registry/api.ts';

/** Signs with a key as cosign 2, Kyverno's `type: Cosign` and policy-controller's `legacy` read it. */
export async function writeClassicSignature(
  client: RegistryClient,
  subject: Digest,
  { signer, own }: Signing,
): Promise<void> {
  if (own === undefined) return;
  const payload = simpleSigningPayload(formatRepository(client.repository), subject);
  await writeSignatureTag(client, subject, {
    payload,
    sign: async () => (await signer.sign(payload)).bytes,
    isOwn: (signature) => isSigned(own, payload, signature),
  });
}
