import { tmpdir } from 'node:os';
import { assetReader } from '../files/asset-reader.ts';
import type { Environment } from '../ports.ts';

/** Where relative paths begin. The runner starts actions there, too. */
export function workspaceOf(environment: Environment): string {
  return environment.GITHUB_WORKSPACE || process.cwd();
}

/** For files of this run; the runner empties it after the job. */
export function temporaryFolderOf(environment: Environment): string {
  return environment.RUNNER_TEMP || tmpdir();
}

/** One of the action's own files, which lie in `assets/` beside `dist/`. */
export function readAsset(name: string, distribution: string): Promise<Buffer> {
  return assetReader(new URL('../assets/', distribution))(name);
}
