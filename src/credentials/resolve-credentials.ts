import type { Repository } from '../oci/reference.ts';
import type { Environment } from '../ports.ts';
import type { Credentials } from '../registry/api.ts';
import type { CredentialPorts } from './docker-credentials.ts';
import type { Logins, TokenContext } from './logins.ts';

/** The credentials for a repository, masked before they are handed out; undefined = nobody's. */
export type CredentialResolver = (repository: Repository) => Promise<Credentials | undefined>;

export interface CredentialSurroundings {
  readonly environment: Environment;
  readonly context: TokenContext;
}

/** Inputs come before docker's and podman's configurations, and those before what the job has by itself. */
export function credentialResolver(
  logins: Logins,
  { environment, context }: CredentialSurroundings,
  ports: CredentialPorts,
): CredentialResolver {
  return async (repository) => {
    const found =
      logins.given(repository) ??
      (await (await import('./docker-credentials.ts')).dockerCredentials(repository, environment, ports)) ??
      logins.ofJob(repository, context);
    if (found !== undefined) mask(found, ports.log);
    return found;
  };
}

/** In each form that goes over the wire, and that a trace of requests would show: alone, with the user, and as ghcr.io takes it. */
export function mask(credentials: Credentials, log: CredentialPorts['log']): void {
  const proof = credentials.reveal();
  if (proof.kind === 'basic') {
    const { username, password } = proof;
    log.secret(password);
    log.secret(Buffer.from(`${username}:${password}`).toString('base64'));
    log.secret(Buffer.from(password).toString('base64'));
  } else {
    log.secret(proof.token);
  }
}
