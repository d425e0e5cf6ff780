import { tmpdir } from 'node:os';
import { parse, resolve } from 'node:path';
import { homeFolder } from '../credentials/home-folder.ts';
import { assetReader } from '../files/open-file.ts';
import type { Environment } from '../ports.ts';

/** Where relative paths begin. The runner starts actions there, too. */
export function workspaceOf(environment: Environment): string {
  return environment.GITHUB_WORKSPACE || process.cwd();
}

/**
 * Where a checkout and earlier steps leave files that others wrote. Outside of a runner, somebody who stands in the home
 * or root folder has everything below it; undefined then.
 */
export function untrustedFolderOf(environment: Environment): string | undefined {
  const folder = resolve(workspaceOf(environment));
  if (folder === parse(folder).root) return undefined;
  return !environment.GITHUB_WORKSPACE && folder === homeFolder(environment) ? undefined : folder;
}

/** For files of this run; the runner empties it after the job. */
export function temporaryFolderOf(environment: Environment): string {
  return environment.RUNNER_TEMP || tmpdir();
}

/** One of the action's own files, which lie in `assets/` beside `dist/`. */
export function readAsset(name: string, distribution: string): Promise<Buffer> {
  return assetReader(new URL('../assets/', distribution))(name);
}
