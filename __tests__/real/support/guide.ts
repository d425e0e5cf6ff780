import { buildah } from './clients.ts';
import type { RealRegistry } from './registry.ts';
import { temporaryFolder } from './temporary-folder.ts';

/**
 * Builds the Dockerfile in a folder with buildah, as its guide does it, and pushes the image. Docker's format, since that
 * of OCI has no place for a health check.
 * @param stages by the name that the Dockerfile has for it, a folder that stands for an earlier stage
 * @returns the image's reference
 */
export async function publishGuide(
  name: string,
  workspace: string,
  registry: RealRegistry,
  stages: Readonly<Record<string, string>> = {},
): Promise<string> {
  const folder = await temporaryFolder('buildah');
  const reference = `${registry.host}/guide/${name}:v1`;
  const contexts = Object.entries(stages).flatMap(([stage, root]) => ['--build-context', `${stage}=${root}`]);
  const flags = ['--format', 'docker', '--isolation', 'chroot', '--identity-label=false', ...contexts, '-t', reference];
  await buildah(folder, 'build', ...flags, workspace);
  await buildah(folder, 'push', '--tls-verify=false', reference, `docker://${reference}`);
  return reference;
}
