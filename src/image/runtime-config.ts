import { KNOWN_ACCOUNTS } from '../config/accounts.ts';
import type { ConfigBlock, Owner } from '../config/config-block.ts';
import type { RuntimeConfig } from '../oci/image-config.ts';
import { sortedMap } from '../oci/json.ts';
import { accountsOf, ownershipOf } from './accounts.ts';

/** Not root, and no name: Kubernetes cannot see of a name that it is not root. */
export const DEFAULT_USER: Owner = { user: KNOWN_ACCOUNTS.nonroot, group: KNOWN_ACCOUNTS.nonroot };

/** What Docker gives to an image that says nothing. https://github.com/moby/buildkit/blob/master/util/system/path.go */
export const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** How the image is run: what the config block says, and for the rest what `docker build` would have written. */
export function runtimeConfig(
  block: ConfigBlock,
  binaryPath: string | undefined,
  labels: Readonly<Record<string, string>>,
): RuntimeConfig {
  const entrypoint = block.entrypoint ?? (binaryPath === undefined ? [] : [binaryPath]);
  const user = block.runAs ?? userText(block);
  return {
    ...(user === '' ? {} : { User: user }),
    ...(block.expose.length === 0 ? {} : { ExposedPorts: emptyMaps(block.expose) }),
    Env: environmentOf(block),
    ...(entrypoint.length === 0 ? {} : { Entrypoint: entrypoint }),
    ...(block.cmd === undefined || block.cmd.length === 0 ? {} : { Cmd: block.cmd }),
    ...(block.healthcheck === undefined ? {} : { Healthcheck: block.healthcheck }),
    ...(block.volumes.length === 0 ? {} : { Volumes: emptyMaps(block.volumes) }),
    WorkingDir: block.workdir ?? '/',
    ...(Object.keys(labels).length === 0 ? {} : { Labels: sortedMap(labels) }),
    ...(block.stopSignal === undefined ? {} : { StopSignal: block.stopSignal }),
  };
}

/** Whether a container of the image runs a program of its own accord. */
export function startsProgram({ Entrypoint = [], Cmd = [] }: Pick<RuntimeConfig, 'Entrypoint' | 'Cmd'>): boolean {
  return Entrypoint.length + Cmd.length > 0;
}

/** Numbers. A number that no account has stays alone, as after Docker's USER: the runtime gives it group 0. */
export function userText({ user = DEFAULT_USER, users }: Pick<ConfigBlock, 'user' | 'users'>): string {
  const account = accountsOf(users).find(({ uid }) => uid === user.user);
  if (typeof user.user === 'number' && user.group === undefined) {
    return account === undefined ? `${user.user}` : `${account.uid}:${account.gid}`;
  }
  const { uid, gid } = ownershipOf(user, users);
  return `${uid}:${gid}`;
}

/** PATH first, the others sorted: nothing reads them in order, so that the order of a map is no part of an image. A Dockerfile has a list. */
export function environmentOf({ env, literal }: Pick<ConfigBlock, 'env' | 'literal'>): string[] {
  const withPath = Object.hasOwn(env, 'PATH') ? env : { PATH: DEFAULT_PATH, ...env };
  const { PATH = '', ...others } = withPath;
  const ordered = literal === true ? withPath : { PATH, ...sortedMap(others) };
  return Object.entries(ordered).map(([name, value]) => `${name}=${value}`);
}

function emptyMaps(keys: readonly string[]): Record<string, Record<string, never>> {
  return sortedMap(Object.fromEntries(keys.map((key) => [key, {}])));
}
