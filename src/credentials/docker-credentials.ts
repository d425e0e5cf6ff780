import type { Repository } from '../oci/reference.ts';
import type { Environment, Log, ProcessRunner } from '../ports.ts';
import type { Credentials } from '../registry/api.ts';
import { credentialsOf, holdsSecret } from './auth-entry.ts';
import { dockerConfigs, type NamedConfig } from './config-files.ts';
import { askHelper } from './credential-helper.ts';
import { bestEntry, canonicalHost, registryEntry, serverOf } from './registry-key.ts';

export interface CredentialPorts {
  readonly log: Log;
  readonly processes: ProcessRunner;
}

/** What docker or podman would use for this repository: the first configuration that has something for it. */
export async function dockerCredentials(
  repository: Repository,
  environment: Environment,
  { log, processes }: CredentialPorts,
): Promise<Credentials | undefined> {
  for (const named of dockerConfigs(repository, environment, log)) {
    const found = (await fromHelper(repository, named, processes)) ?? fromAuths(repository, named);
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * The registry's own helper, else the one for all; an empty name means none for this registry. What the helper has not
 * may still stand in `auths`. https://github.com/docker/cli/blob/master/cli/config/configfile/file.go `getConfiguredCredentialStore`
 */
async function fromHelper(
  repository: Repository,
  { name, config }: NamedConfig,
  processes: ProcessRunner,
): Promise<Credentials | undefined> {
  const own = registryEntry(config.credHelpers, repository);
  const helper = own?.value ?? config.credsStore;
  if (!helper) return undefined;
  const server = own?.key ?? serverOf(canonicalHost(repository.registry));
  return askHelper({ name: helper, origin: name }, server, processes);
}

function fromAuths(repository: Repository, { name, config }: NamedConfig): Credentials | undefined {
  const filled = [...config.auths].filter(([, entry]) => holdsSecret(entry));
  const best = bestEntry(new Map(filled), repository);
  return best === undefined ? undefined : credentialsOf(best.value, best.key, name);
}
