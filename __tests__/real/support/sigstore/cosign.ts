import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { WORKFLOW } from '../../../support/identity-provider.ts';
import { type Finished, run } from '../process.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import type { Sigstore } from './sigstore.ts';
import { sigstoreTool } from './tools.ts';

export const IDENTITY = `https://github.com/${WORKFLOW}`;
const REGISTRY = ['--allow-insecure-registry'];

/** Options by which cosign checks what was signed without a key. */
export function keylessOptions({ trustedRoot, issuer }: Sigstore, identity = IDENTITY): string[] {
  return ['--trusted-root', trustedRoot, '--certificate-oidc-issuer', issuer.url, '--certificate-identity', identity];
}

/** What an instance without a log needs, as GitHub's own. */
export const NO_LOG = ['--use-signed-timestamps', '--insecure-ignore-tlog'];

export async function keyOptions(publicKey: string): Promise<string[]> {
  const path = join(await temporaryFolder('key'), 'cosign.pub');
  await writeFile(path, publicKey);
  return ['--key', path, '--insecure-ignore-tlog'];
}

export function cosign(
  args: readonly string[],
  program = 'cosign',
  { cwd, password = '' }: { readonly cwd?: string; readonly password?: string } = {},
): Promise<Finished> {
  const env = { ...process.env, COSIGN_PASSWORD: password };
  return run(sigstoreTool(program), args, { env, ...(cwd === undefined ? {} : { cwd }) });
}

export function verify(reference: string, options: readonly string[], program?: string): Promise<Finished> {
  return cosign(['verify', ...REGISTRY, ...options, reference], program);
}

export function verifyAttestation(reference: string, type: string, options: readonly string[]): Promise<Finished> {
  return cosign(['verify-attestation', ...REGISTRY, '--type', type, ...options, reference]);
}
