import type { Repository } from '../oci/reference.ts';

/** What a key of `auths` or `credHelpers` stands for: a registry, or (podman) a name space below it. */
export interface RegistryKey {
  readonly host: string;
  /** `owner` or `owner/app`; empty for the whole registry. */
  readonly namespace: string;
}

/** Where `docker login` without a password keeps the tokens of Docker's own API, which registries do not take. */
const API_TOKEN = /^\/v1\/(?:access|refresh)-token\/?$/;

const DOCKER_HUB = 'docker.io';

/** Docker Hub has been written in all of these ways, with and without scheme and path. */
const HUB_HOSTS = new Set(['docker.io', 'index.docker.io', 'registry-1.docker.io', 'registry.hub.docker.com']);

/** https://github.com/docker/cli/blob/master/cli/config/configfile/file.go writes this one for Docker Hub. */
const HUB_SERVER = 'https://index.docker.io/v1/';

export function canonicalHost(host: string): string {
  const lower = host.toLowerCase();
  return HUB_HOSTS.has(lower) ? DOCKER_HUB : lower;
}

/** What credential helpers are asked for. */
export function serverOf(host: string): string {
  return host === DOCKER_HUB ? HUB_SERVER : host;
}

/**
 * Docker writes hosts and URLs; podman hosts and name spaces; undefined = no registry's.
 * https://github.com/containers/image/blob/main/docs/containers-auth.json.5.md
 */
function parseKey(key: string): RegistryKey | undefined {
  const [, scheme, host = '', path = ''] = /^(https?:\/\/)?([^/]*)(.*)$/is.exec(key.trim()) ?? [];
  if (API_TOKEN.test(path)) return undefined;
  const api = scheme !== undefined || /^\/(?:v[12]\/?)?$/.test(path);
  return { host: canonicalHost(host), namespace: api ? '' : path.replace(/^\/+|\/+$/g, '') };
}

/**
 * How well a key fits a repository: undefined = not at all, else the more the better. Hosts must be equal, ports
 * included, and name spaces end at a slash: a key that only looks alike belongs to somebody else. Of the names of one
 * registry the one that docker writes is the best.
 */
export function keyFits(key: string, { registry, path }: Repository): number | undefined {
  const parsed = parseKey(key);
  const host = canonicalHost(registry);
  if (parsed?.host !== host) return undefined;
  const { namespace } = parsed;
  if (namespace !== '')
    return path === namespace || path.startsWith(`${namespace}/`) ? 3 + namespace.length : undefined;
  if (key === serverOf(host)) return 2;
  return key === registry ? 1 : 0;
}

/** The entry whose key fits best; of several that fit alike the first. */
export function bestEntry<T>(
  entries: ReadonlyMap<string, T>,
  repository: Repository,
): { readonly key: string; readonly value: T } | undefined {
  let best: { readonly key: string; readonly value: T; readonly fit: number } | undefined;
  for (const [key, value] of entries) {
    const fit = keyFits(key, repository);
    if (fit !== undefined && fit > (best?.fit ?? -1)) best = { key, value, fit };
  }
  return best;
}

/** The entry of the registry itself: helpers are never asked for a name space. */
export function registryEntry<T>(
  entries: ReadonlyMap<string, T>,
  { registry }: Repository,
): { readonly key: string; readonly value: T } | undefined {
  return bestEntry(entries, { registry, path: '' });
}
