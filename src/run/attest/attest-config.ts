import type { KeyObject } from 'node:crypto';
import { missingIdentity, type TokenSource, tokenSource } from '../../attest/identity/identity-token.ts';
import { type Instance, instanceFor, servicesForKey } from '../../attest/instance.ts';
import { type AttestRequest, type SigstoreSetting, signs } from '../../attest/setting.ts';
import { ActionError } from '../../errors.ts';
import type { Environment, Log } from '../../ports.ts';
import { type OwnSbom, readOwnSboms } from './read-own-sboms.ts';
import { checkSbomFile } from './write-sbom-files.ts';

/** With what a run signs. */
export type SigningConfig =
  | { readonly kind: 'key'; readonly key: KeyObject; readonly services: Pick<Instance, 'rekor' | 'tsa'> }
  | { readonly kind: 'keyless'; readonly instance: Instance; readonly source: TokenSource };

/** What is to be proved, and how: everything that could be checked without a network has been. */
export interface AttestConfig {
  readonly request: AttestRequest;
  /** Undefined where nothing is signed: no proof was asked for, or nothing is published. */
  readonly signing: SigningConfig | undefined;
  /** What the input `sbom` names; empty: what the binaries say. */
  readonly sboms: readonly OwnSbom[];
}

interface AttestContext {
  readonly environment: Environment;
  readonly log: Log;
  /** `public`, `private`, `internal`. */
  readonly visibility: string | undefined;
  /** Whether this run publishes at all: a pull request has no identity, and needs none. */
  readonly publishes: boolean;
  /** `linux/amd64`; empty for a merge, whose platforms the registry tells. */
  readonly platforms: readonly string[];
  readonly workspace: string;
}

/** Reads key, instance and identity. Throws for the input that is to blame. */
export async function readAttestConfig(request: AttestRequest, context: AttestContext): Promise<AttestConfig> {
  maskSecrets(request, context);
  if (request.sbomFile !== '') checkSbomFile(request.sbomFile, context.platforms.length);
  const { sbomSources } = request;
  const { platforms, workspace } = context;
  const sboms = sbomSources === 'auto' ? [] : await readOwnSboms(sbomSources, platforms, workspace);
  const setting = signs(request) ? await readSetting(request) : 'auto';
  const { publishes, environment, visibility } = context;
  if (!signs(request)) return { request, sboms, signing: undefined };
  if (request.signingKey !== '') {
    const { readSigningKey } = await import('../../attest/sign/read-signing-key.ts');
    const key = await readSigningKey(request.signingKey, request.signingKeyPassword);
    const services = servicesForKey(setting);
    if (services.rekor?.version === 2 && key.asymmetricKeyDetails?.namedCurve !== 'prime256v1') {
      const { refusedByLog } = await import('../../attest/sign/signing-key-errors.ts');
      throw refusedByLog();
    }
    return { request, sboms, signing: { kind: 'key', key, services } };
  }
  if (!publishes) return { request, sboms, signing: undefined };
  const source = tokenSource(environment);
  if (source === undefined) throw missingIdentity(environment);
  return {
    request,
    sboms,
    signing: { kind: 'keyless', source, instance: instanceFor(setting, visibility, environment) },
  };
}

/** The runner masks what is one line; a key has many. */
function maskSecrets({ signingKey, signingKeyPassword }: AttestRequest, { environment, log }: AttestContext): void {
  const lines = signingKey.split(/\r?\n/).filter((line) => line.length >= 16 && !line.startsWith('-----'));
  const tokens = [environment.ACTIONS_ID_TOKEN_REQUEST_TOKEN ?? '', environment.SIGSTORE_ID_TOKEN ?? ''];
  for (const secret of [...lines, signingKeyPassword, ...tokens]) log.secret(secret);
}

async function readSetting({ sigstore, signingKey }: AttestRequest): Promise<SigstoreSetting> {
  const word = sigstore.toLowerCase();
  if (word === 'auto' || word === 'public' || word === 'github') return word;
  if (!sigstore.includes(':'))
    throw new ActionError(
      'input',
      `sigstore: "${sigstore}" is not auto, public, github or a map with fulcio, rekor and tsa`,
    );
  const { readCustomSigstore } = await import('../../config/custom-sigstore.ts');
  return readCustomSigstore(sigstore, signingKey === '');
}
