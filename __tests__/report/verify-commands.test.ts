import { describe, expect, test } from '@jest/globals';
import type { Proof, ProofSigner } from '../../src/attest/attached.ts';
import { proved } from '../../src/report/proved.ts';
import { verifyCommands } from '../../src/report/verify-commands.ts';
import { digest } from '../support/run-reports.ts';

const REFERENCE = `ghcr.io/acme/app@${digest('a')}`;
const TYPES = [
  'https://spdx.dev/Document',
  'https://cyclonedx.org/bom',
  'https://slsa.dev/provenance/v1',
  'https://sigstore.dev/cosign/sign/v1',
];
const KEYLESS = {
  kind: 'keyless',
  instance: 'public',
  identity: 'https://github.com/acme/app/.github/workflows/release.yml@refs/tags/v1.4.2',
  issuer: 'https://token.actions.githubusercontent.com',
  logged: true,
} as const;
const IDENTITY = `--certificate-identity ${KEYLESS.identity} --certificate-oidc-issuer ${KEYLESS.issuer}`;

function proof(signer: ProofSigner | undefined, types = TYPES, stored = true): Proof {
  const attached = types.map((predicateType) => {
    return {
      subject: REFERENCE,
      platform: '',
      predicateType,
      digest: digest(predicateType),
      mediaType: 'application/json',
    };
  });
  return { attached, signer, stored, notes: [], packages: [] };
}

describe('the commands that verify an image', () => {
  test('signed by the public instance', () => {
    expect(verifyCommands(REFERENCE, proof(KEYLESS), 'acme/app')).toEqual([
      `cosign verify ${IDENTITY} ${REFERENCE}`,
      `cosign verify-attestation --type spdxjson ${IDENTITY} ${REFERENCE}`,
      `cosign verify-attestation --type cyclonedx ${IDENTITY} ${REFERENCE}`,
      `cosign verify-attestation --type slsaprovenance1 ${IDENTITY} ${REFERENCE}`,
      `gh attestation verify oci://${REFERENCE} --repo acme/app`,
      `trivy image --sbom-sources oci ${REFERENCE}`,
    ]);
  });

  test("signed by GitHub's own instance, and not in its store", () => {
    const commands = verifyCommands(
      REFERENCE,
      proof({ ...KEYLESS, instance: 'github', logged: false }, TYPES, false),
      'acme/app',
    );
    expect(commands[0]).toMatch(/^gh attestation trusted-root .* > trusted_root\.json$/);
    expect(commands[1]).toBe(
      `cosign verify --trusted-root trusted_root.json --use-signed-timestamps --insecure-ignore-tlog ${IDENTITY} ${REFERENCE}`,
    );
    expect(commands).toContain(`gh attestation verify oci://${REFERENCE} --repo acme/app --bundle-from-oci`);
  });

  test('signed with a key, which is there to copy', () => {
    const publicKey = '-----BEGIN PUBLIC KEY-----\nMFkw\n-----END PUBLIC KEY-----\n';
    expect(verifyCommands(REFERENCE, proof({ kind: 'key', publicKey, logged: false }), '').slice(0, 6)).toEqual([
      "cat > cosign.pub <<'EOF'",
      '-----BEGIN PUBLIC KEY-----',
      'MFkw',
      '-----END PUBLIC KEY-----',
      'EOF',
      `cosign verify --key cosign.pub --insecure-ignore-tlog ${REFERENCE}`,
    ]);
  });

  test('not signed: only the SBOM can be read', () => {
    expect(verifyCommands(REFERENCE, proof(undefined, TYPES.slice(0, 2)), '')).toEqual([
      `trivy image --sbom-sources oci ${REFERENCE}`,
    ]);
  });

  test('an identity cannot break out of its word', () => {
    const identity = "https://example.com/'; rm -rf / #";
    const [command] = verifyCommands(REFERENCE, proof({ ...KEYLESS, identity }), '');
    expect(command).toContain("--certificate-identity 'https://example.com/'\\''; rm -rf / #'");
  });
});

describe('the line of the checklist', () => {
  test.each([
    [undefined, 'none', 'no SBOM, no provenance, no signature; attest: true'],
    [proof(KEYLESS), 'ok', `SBOM, provenance, signature, signed as ${KEYLESS.identity}, in a transparency log`],
    [proof(undefined, TYPES.slice(0, 2)), 'none', 'SBOM; without provenance and signature: attest: true adds them'],
    [proof(undefined, []), 'warning', 'this run attached nothing'],
    [proof(KEYLESS, TYPES.slice(3)), 'none', 'without SBOM and provenance'],
  ])('%#', (given, state, detail) => {
    expect(proved(given)).toMatchObject({ state, label: 'Proved', detail: expect.stringContaining(detail) });
  });
});
