import { createPublicKey } from 'node:crypto';
import type { ProofSigner } from '../../attest/attached.ts';
import type { Attestation } from '../../attest/attest-all.ts';
import { type Claims, claimsOf } from '../../attest/identity/claims.ts';
import { fetchToken } from '../../attest/identity/identity-token.ts';
import type { ServiceFetch } from '../../attest/service.ts';
import { identityOf } from '../../attest/sign/certificate-identity.ts';
import { checkBundle } from '../../attest/sign/check-bundle.ts';
import { keylessSigning, keySigning, type Signing } from '../../attest/sign/signing.ts';
import type { Clock, Environment, Log } from '../../ports.ts';
import { printable } from '../../printable.ts';
import type { AttestConfig } from './attest-config.ts';

export interface OpenSigning extends Signing {
  /** What the identity token says; absent where a key signs. */
  readonly claims?: () => Promise<Claims>;
}

interface Ports {
  readonly fetch: ServiceFetch;
  readonly clock: Clock;
  readonly log: Log;
  readonly environment: Environment;
}

/** Connects what signs with what it needs; undefined where nothing is signed. The token is asked for once, when it is needed. */
export async function openSigning({ signing }: AttestConfig, ports: Ports): Promise<OpenSigning | undefined> {
  if (signing === undefined) return undefined;
  const { fetch, clock, log, environment } = ports;
  if (signing.kind === 'key') return keySigning(signing.key, signing.services, fetch);
  const { instance, source } = signing;
  const read = async () => {
    const token = await fetchToken(source, instance.audience, fetch);
    log.secret(token);
    return { token, claims: claimsOf(token) };
  };
  let identity: ReturnType<typeof read> | undefined;
  const once = () => {
    identity ??= read();
    return identity;
  };
  const server = (environment.GITHUB_SERVER_URL || 'https://github.com').replace(/\/+$/, '');
  return { ...keylessSigning(instance, once, server, { fetch, clock }), claims: async () => (await once()).claims };
}

/** For the report: who signed, as the bundles themselves say it. */
export function proofSigner({ signing }: AttestConfig, attestations: readonly Attestation[]): ProofSigner | undefined {
  const [first] = attestations;
  if (signing === undefined || first === undefined) return undefined;
  const logged = first.logIndex !== undefined;
  if (signing.kind === 'key') {
    const publicKey = createPublicKey(signing.key).export({ type: 'spki', format: 'pem' }).toString();
    return { kind: 'key', publicKey, logged };
  }
  const material = checkBundle(first.bundle)?.material;
  const named = material?.kind === 'certificate' ? identityOf(material.der) : undefined;
  if (named === undefined) return undefined;
  const [identity, issuer] = [printable(named.name), printable(named.issuer)];
  return { kind: 'keyless', instance: signing.instance.name, identity, issuer, logged };
}
