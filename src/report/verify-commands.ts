import type { Proof, ProofSigner } from '../attest/attached.ts';

/** `--type` of cosign for a predicate. */
const TYPES: Readonly<Record<string, string>> = {
  'https://slsa.dev/provenance/v1': 'slsaprovenance1',
  'https://spdx.dev/Document': 'spdxjson',
  'https://cyclonedx.org/bom': 'cyclonedx',
};
const SIGNATURE = 'https://sigstore.dev/cosign/sign/v1';

/**
 * The commands that check this very image, ready to copy.
 * @param reference `name@sha256:…`
 * @param repository of the forge, `o/r`; empty where it is not known
 */
export function verifyCommands(reference: string, proof: Proof, repository: string): string[] {
  const { signer, attached } = proof;
  const types = [...new Set(attached.map(({ predicateType }) => predicateType))];
  const scanning = types.some((type) => /spdx|cyclonedx/.test(type))
    ? [`trivy image --sbom-sources oci ${reference}`]
    : [];
  if (signer === undefined) return scanning;
  const options = optionsFor(signer);
  const signature = types.includes(SIGNATURE) ? [`cosign verify ${options} ${reference}`] : [];
  const attestations = types.flatMap((type) => TYPES[type] ?? []);
  const gh = ghCommand(reference, proof, repository);
  return [
    ...preparation(signer),
    ...signature,
    ...attestations.map((type) => `cosign verify-attestation --type ${type} ${options} ${reference}`),
    ...gh,
    ...scanning,
  ];
}

/** What has to lie there before. */
function preparation(signer: ProofSigner): string[] {
  if (signer.kind === 'key') return ["cat > cosign.pub <<'EOF'", ...signer.publicKey.trim().split('\n'), 'EOF'];
  return signer.instance === 'github'
    ? ['gh attestation trusted-root | grep -v fulcio.sigstore.dev > trusted_root.json']
    : [];
}

function optionsFor(signer: ProofSigner): string {
  if (signer.kind === 'key') return `--key cosign.pub${signer.logged ? '' : ' --insecure-ignore-tlog'}`;
  const identity = `--certificate-identity ${quoted(signer.identity)} --certificate-oidc-issuer ${quoted(signer.issuer)}`;
  if (signer.instance === 'public') return identity;
  const witness = signer.logged ? '' : ' --use-signed-timestamps --insecure-ignore-tlog';
  return `--trusted-root trusted_root.json${witness} ${identity}`;
}

function ghCommand(reference: string, { signer, stored }: Proof, repository: string): string[] {
  const known = signer?.kind === 'keyless' && signer.instance !== 'custom' && repository !== '';
  if (!known || !signer.issuer.endsWith('githubusercontent.com')) return [];
  return [`gh attestation verify oci://${reference} --repo ${repository}${stored ? '' : ' --bundle-from-oci'}`];
}

/** For a shell: an identity is a text from a certificate. */
function quoted(text: string): string {
  return /^[\w:/.@=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
