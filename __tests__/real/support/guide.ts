import { buildah } from './clients.ts';
import type { RealRegistry } from './registry.ts';
import { temporaryFolder } from './temporary-folder.ts';

/**
 * Builds the Dockerfile of an example with buildah, as the guide does it, and pushes the image.
 * @param builder a folder that stands for the stage that the Dockerfile calls `builder`
 * @returns the image's reference
 */
export async function publishGuide(
  name: string,
  workspace: string,
  registry: RealRegistry,
  builder?: string,
): Promise<string> {
  const folder = await temporaryFolder('buildah');
  const reference = `${registry.host}/guide/${name}:v1`;
  const stage = builder === undefined ? [] : ['--build-context', `builder=${builder}`];
  const flags = ['--isolation', 'chroot', '--identity-label=false', ...stage, '-t', reference];
  await buildah(folder, 'build', ...flags, workspace);
  await buildah(folder, 'push', '--tls-verify=false', reference, `docker://${reference}`);
  return reference;
}
