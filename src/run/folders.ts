import { tmpdir } from 'node:os';
import type { Environment } from '../ports.ts';

/** Where relative paths begin. The runner starts actions there, too. */
export function workspaceOf(environment: Environment): string {
  return environment.GITHUB_WORKSPACE || process.cwd();
}

/** For files of this run; the runner empties it after the job. */
export function temporaryFolderOf(environment: Environment): string {
  return environment.RUNNER_TEMP || tmpdir();
}
