import type { Repository } from '../oci/reference.ts';
import type { Environment, Log, ProcessRunner } from '../ports.ts';
import type { Credentials } from '../registry/api.ts';
import { credentialsOf } from './auth-entry.ts';
import { dockerConfigs, type NamedConfig } from './config-files.ts';
import { askHelper } from './credential-helper.ts';
import { bestEntry, canonicalHost, parseKey, serverOf } from './registry-key.ts';

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
  for (const named of dockerConfigs(environment, log)) {
    const found = (await fromHelper(repository, named, processes)) ?? fromAuths(repository, named);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The registry's own helper, else the one for all; what the helper has not may still stand in `auths`. */
async function fromHelper(
  repository: Repository,
  { name, config }: NamedConfig,
  processes: ProcessRunner,
): Promise<Credentials | undefined> {
  const host = canonicalHost(repository.registry);
  const own = [...config.credHelpers].find(([key]) => {
    const parsed = parseKey(key);
    return parsed.host === host && parsed.namespace === '';
  });
  if (own !== undefined) return askHelper({ name: own[1], origin: name }, own[0], processes);
  if (config.credsStore === undefined) return undefined;
  return askHelper({ name: config.credsStore, origin: name }, serverOf(host), processes);
}

function fromAuths(repository: Repository, { name, config }: NamedConfig): Credentials | undefined {
  const filled = [...config.auths].filter(([, entry]) => Object.keys(entry).length > 0);
  const best = bestEntry(new Map(filled), repository);
  return best === undefined ? undefined : credentialsOf(best.value, best.key, name);
}
