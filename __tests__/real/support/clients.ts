import { output } from './process.ts';

/** `crane ARGS`, for what it prints. Loopback registries are spoken to over plain HTTP without a flag. */
export function crane(...args: string[]): Promise<string> {
  return output('crane', args);
}

export function skopeo(...args: string[]): Promise<string> {
  return output('skopeo', args);
}

/** `skopeo inspect` of an image in a registry over plain HTTP. */
export async function skopeoInspect(reference: string, ...flags: string[]): Promise<unknown> {
  return JSON.parse(await skopeo('inspect', '--tls-verify=false', ...flags, `docker://${reference}`));
}

/** buildah with storage that works anywhere, also in a container without overlayfs; in a folder of the test's own. */
export function buildah(folder: string, ...args: string[]): Promise<string> {
  return output('buildah', [...storageIn(folder), ...args]);
}

export function podman(folder: string, ...args: string[]): Promise<string> {
  return output('podman', [...storageIn(folder), ...args]);
}

function storageIn(folder: string): string[] {
  return ['--storage-driver', 'vfs', '--root', `${folder}/storage`, '--runroot', `${folder}/run`];
}
