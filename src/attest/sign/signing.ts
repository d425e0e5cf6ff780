import type { KeyObject } from 'node:crypto';
import type { Clock } from '../../ports.ts';
import type { Claims } from '../identity/claims.ts';
import { GITHUB_REFUSAL, type Instance } from '../instance.ts';
import type { ServiceFetch } from '../service.ts';
import { fulcioAuthorities, identityOf, isIssuedBy } from './certificate-identity.ts';
import type { FoundBundle } from './check-bundle.ts';
import { FulcioSigner, type Identity } from './fulcio-signer.ts';
import { keySigner } from './key-signer.ts';
import { rekorV1 } from './rekor-v1.ts';
import { rekorV2 } from './rekor-v2.ts';
import type { Signer, VerificationMaterial } from './signer.ts';
import { timestampAuthority } from './timestamp-authority.ts';
import type { Witness } from './witness.ts';

/** How a run signs. */
export interface Signing {
  readonly signer: Signer;
  readonly witnesses: readonly Witness[];
  /** The key's own public half; undefined where certificates are used. */
  readonly own?: VerificationMaterial;
  /** Whether this run, run again, would be the author of a bundle that was found. */
  isOurs(found: FoundBundle): Promise<boolean>;
}

type Services = Partial<Pick<Instance, 'rekor' | 'tsa'>>;

export function keylessSigning(
  instance: Instance,
  identity: () => Promise<Identity>,
  server: string,
  { fetch, clock }: { readonly fetch: ServiceFetch; readonly clock: Clock },
): Signing {
  const { fulcio: url } = instance;
  const hint = instance.name === 'github' ? { refusedHint: GITHUB_REFUSAL } : {};
  const signer = new FulcioSigner({ url, identity, fetch, clock, ...hint });
  let authorities: ReturnType<typeof fulcioAuthorities> | undefined;
  return {
    signer,
    witnesses: witnessesOf(instance, fetch),
    isOurs: async (found) => {
      const { claims } = await identity();
      if (found.material.kind !== 'certificate' || !isWitnessed(found, instance)) return false;
      if (!isNamed(found.material.der, claims, server)) return false;
      authorities ??= fulcioAuthorities(url, fetch);
      return isIssuedBy(found.material.der, await authorities);
    },
  };
}

export async function keySigning(key: KeyObject, services: Services, fetch: ServiceFetch): Promise<Signing> {
  const signer = keySigner(key);
  const { material: own } = await signer.sign(Buffer.alloc(0));
  return {
    signer,
    witnesses: witnessesOf(services, fetch),
    own,
    isOurs: async (found) => found.material === own && isWitnessed(found, services),
  };
}

function witnessesOf({ rekor, tsa }: Services, fetch: ServiceFetch): Witness[] {
  const log = rekor === undefined ? [] : [rekor.version === 2 ? rekorV2(rekor.url, fetch) : rekorV1(rekor.url, fetch)];
  return [...log, ...(tsa === undefined ? [] : [timestampAuthority(tsa, fetch)])];
}

function isWitnessed({ logged, timestamped }: FoundBundle, { rekor, tsa }: Services): boolean {
  return (rekor === undefined || logged) && (tsa === undefined || timestamped);
}

/** The names that Fulcio makes of a token: a workflow's, a GitLab configuration's, a mail address or the subject itself. */
function isNamed(der: Buffer, claims: Claims, server: string): boolean {
  const identity = identityOf(der);
  const workflow = claims.text('job_workflow_ref');
  const pipeline = claims.text('ci_config_ref_uri');
  const names = [
    workflow === undefined ? undefined : `${server}/${workflow}`,
    pipeline === undefined ? undefined : `https://${pipeline}`,
    claims.text('email'),
    claims.text('sub'),
  ];
  return identity !== undefined && identity.issuer === claims.text('iss') && names.includes(identity.name);
}
