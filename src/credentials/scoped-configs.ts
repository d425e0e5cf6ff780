import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Repository } from '../oci/reference.ts';
import { canonicalHost } from './registry-key.ts';

/**
 * The configurations for one repository or one right, where buildx and docker/login-action with `scope` keep them:
 * `config/HOST[/REPOSITORY][@SCOPE[,SCOPE…]]/config.json`. Those that fit, the most specific first.
 * https://docs.docker.com/build/building/registry-auth/
 */
export function scopedConfigs(buildx: string, { registry, path }: Repository): string[] {
  const base = join(buildx, 'config');
  const isHost = (name: string) => canonicalHost(name) === canonicalHost(registry);
  const hosts = namesIn(base).filter(isHost);
  const folders = [
    ...hosts.flatMap((host) => scopedFolders(join(base, host, dirname(path)), (name) => name === basename(path))),
    ...hosts.flatMap((host) => scopedFolders(join(base, host), (name) => name === '')),
    ...scopedFolders(base, isHost),
  ];
  return folders.map((folder) => join(folder, 'config.json'));
}

/** The folders of a name for pushing, with and without scopes; those with scopes first. */
function scopedFolders(parent: string, isWanted: (name: string) => boolean): string[] {
  const found = namesIn(parent)
    .map((entry) => ({ entry, key: parseFolder(entry) }))
    .filter(({ key }) => isWanted(key.name) && isForPushing(key.scopes));
  found.sort((a, b) => b.key.scopes.length - a.key.scopes.length);
  return found.map(({ entry }) => join(parent, entry));
}

function parseFolder(entry: string): { readonly name: string; readonly scopes: readonly string[] } {
  const at = entry.indexOf('@');
  if (at < 0) return { name: entry, scopes: [] };
  const scopes = entry.slice(at + 1).split(',');
  return { name: entry.slice(0, at), scopes: scopes.map((scope) => scope.trim()).filter((scope) => scope !== '') };
}

/** A push asks for `pull,push`: a login for `pull` alone is somebody else's, and so is one for more. */
function isForPushing(scopes: readonly string[]): boolean {
  return scopes.length === 0 || (scopes.includes('push') && scopes.every((scope) => /^(?:push|pull)$/.test(scope)));
}

/** There are none as a rule, which takes less time to find out than a trip through the thread pool. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
