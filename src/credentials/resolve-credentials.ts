import type { RegistryLogin } from '../config/registry-auth.ts';
import type { Repository } from '../oci/reference.ts';
import type { Environment, Log } from '../ports.ts';
import type { Credentials } from '../registry/api.ts';
import type { SourceContext } from '../source-context.ts';
import { userCredentials } from './auth-entry.ts';
import { type CredentialPorts, dockerCredentials } from './docker-credentials.ts';
import { canonicalHost } from './registry-key.ts';
import { tokenCredentials } from './server-token.ts';

/** What the inputs say about credentials; empty texts are not given. */
export interface CredentialInputs {
  /** For the one registry of the run. */
  readonly username: string;
  readonly password: string;
  readonly registryAuth: readonly RegistryLogin[];
  readonly githubToken: string;
  /** What the CI system lets its jobs push with. */
  readonly jobLogin?: JobLogin | undefined;
}

/** A login for the one registry that belongs to the CI system. */
export interface JobLogin {
  /** `host` or `host:port`. */
  readonly registry: string;
  readonly username: string;
  readonly password: string;
}

export interface CredentialSurroundings {
  readonly environment: Environment;
  readonly context: Pick<SourceContext, 'serverUrl' | 'actor' | 'ownRegistry'>;
}

/**
 * The credentials for a repository: inputs before `registry-auth` before docker's and podman's configurations before
 * the job's own token. Undefined = nobody. The inputs are masked when they are read; what is found here is masked before it is
 * handed out.
 */
export async function resolveCredentials(
  repository: Repository,
  inputs: CredentialInputs,
  { environment, context }: CredentialSurroundings,
  ports: CredentialPorts,
): Promise<Credentials | undefined> {
  const found =
    fromInputs(repository, inputs) ??
    (await dockerCredentials(repository, environment, ports)) ??
    fromJob(repository, inputs.jobLogin) ??
    tokenCredentials(repository, inputs.githubToken, context);
  if (found !== undefined) mask(found, ports.log);
  return found;
}

function fromInputs({ registry }: Repository, inputs: CredentialInputs): Credentials | undefined {
  const { username, password, registryAuth } = inputs;
  if (password !== '') return userCredentials(username, password, 'the inputs username and password');
  const login = registryAuth.find((one) => canonicalHost(one.registry) === canonicalHost(registry));
  return login && userCredentials(login.username, login.password, 'the input registry-auth');
}

/** To its own registry only: a job's login is nobody else's business. */
function fromJob({ registry }: Repository, login: JobLogin | undefined): Credentials | undefined {
  if (login === undefined || canonicalHost(login.registry) !== canonicalHost(registry)) return undefined;
  return userCredentials(login.username, login.password, `the job's own login for ${login.registry}`);
}

/** The pair in base64 is what goes over the wire, and what a trace of requests would show. */
function mask(credentials: Credentials, log: Log): void {
  if (credentials.kind === 'basic') {
    const { username, password } = credentials;
    log.secret(password);
    log.secret(Buffer.from(`${username}:${password}`).toString('base64'));
  } else {
    log.secret(credentials.token);
  }
}
