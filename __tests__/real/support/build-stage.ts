import { cp, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { temporaryFolder } from './temporary-folder.ts';

/**
 * The file system of a build stage, for `COPY --from=builder`: copies of this machine's files, as a Debian-based builder
 * has them, and of what was built.
 * @param files from path on this machine to path in the stage
 */
export async function buildStage(files: Readonly<Record<string, string>>): Promise<string> {
  const root = await temporaryFolder('stage');
  await mkdir(join(root, 'empty'));
  for (const [source, target] of Object.entries(files)) {
    await mkdir(dirname(join(root, target)), { recursive: true });
    await cp(source, join(root, target), { recursive: true, verbatimSymlinks: true });
  }
  return root;
}
