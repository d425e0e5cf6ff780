import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { ProcessRunner } from '../ports.ts';

export interface Commit {
  readonly revision: string;
  /** Seconds since 1970. */
  readonly time: number;
}

/** What git in `folder` knows of a commit (default: the one checked out); nothing where there is no git or no such commit. */
export async function readCommit(
  processes: ProcessRunner,
  folder: string,
  revision: string | undefined,
): Promise<Commit | undefined> {
  const wanted = revision !== undefined && /^[0-9a-f]{40,64}$/.test(revision) ? revision : 'HEAD';
  if (revision !== undefined && wanted === 'HEAD') return undefined;
  if (!isInRepository(resolve(folder))) return undefined;
  const args = ['-C', folder, 'log', '-1', '--no-show-signature', '--format=%H %ct', wanted];
  try {
    const { exitCode, stdout } = await processes.run('git', args, { timeout: 5000 });
    const [, found, time] = /^([0-9a-f]{40,64}) (\d+)\s*$/.exec(stdout) ?? [];
    return exitCode === 0 && found !== undefined ? { revision: found, time: Number(time) } : undefined;
  } catch {
    return undefined;
  }
}

/** Release jobs often check nothing out: then git need not be started. */
function isInRepository(folder: string): boolean {
  const parent = dirname(folder);
  return existsSync(join(folder, '.git')) || (parent !== folder && isInRepository(parent));
}
