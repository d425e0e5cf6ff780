import type { Proof, ProofSigner } from '../attest/attached.ts';
import type { Check } from './run-report.ts';

const LABEL = 'Proved';
const SIGNED: Readonly<Record<string, string>> = {
  'https://slsa.dev/provenance/v1': 'provenance',
  'https://sigstore.dev/cosign/sign/v1': 'signature',
};

/** Whether anybody can check where the image comes from, and what to write where he cannot. */
export function proved(proof: Proof | undefined): Check {
  if (proof?.attached.length === 0)
    return { state: 'warning', label: LABEL, detail: 'this run attached nothing to the image; its log says why' };
  if (proof === undefined) {
    const detail = 'no SBOM, no provenance, no signature; attest: true, with permissions: id-token: write, adds them';
    return { state: 'none', label: LABEL, detail };
  }
  const parts = [...new Set(proof.attached.map(({ predicateType }) => SIGNED[predicateType] ?? 'SBOM'))];
  const missing = ['SBOM', 'provenance', 'signature'].filter((part) => !parts.includes(part));
  const by = proof.signer === undefined ? '' : `, signed ${signedBy(proof.signer)}`;
  const without =
    missing.length === 0
      ? ''
      : `; without ${missing.join(' and ')}: attest: true adds ${missing.length === 1 ? 'it' : 'them'}`;
  return {
    state: missing.length === 0 ? 'ok' : 'none',
    label: LABEL,
    detail: `${parts.sort().join(', ')}${by}${without}`,
  };
}

function signedBy(signer: ProofSigner): string {
  const log = signer.logged ? ', in a transparency log' : '';
  return signer.kind === 'key' ? `with a key${log}` : `as ${signer.identity}${log}`;
}
