import { existsSync, realpathSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { ProcessRunner } from '../ports.ts';
import { printable } from '../printable.ts';

export interface Commit {
  readonly revision: string;
  /** Seconds since 1970. */
  readonly time: number;
}

/** What was looked for, or why it was not found, in words for the log. */
export type CommitAnswer = { readonly commit: Commit } | { readonly missing: string };

/**
 * What git knows of the first of the commits that it has, or of what is checked out where none is named.
 * @param folders in whose repositories it is looked for, in this order
 * @param commits object names; others are not asked for
 */
export async function readCommit(
  processes: ProcessRunner,
  folders: readonly string[],
  commits: readonly string[],
): Promise<CommitAnswer> {
  const repositories = [...new Set(folders.flatMap((folder) => repositoryOf(folder) ?? []))];
  if (repositories.length === 0) return { missing: 'there is no git repository here' };
  const wanted = commits.length === 0 ? ['HEAD'] : commits.filter((commit) => /^[0-9a-f]{40,64}$/.test(commit));
  let missing = 'the event names no commit that git could know';
  for (const commit of wanted) {
    for (const repository of repositories) {
      const answer = await askGit(processes, repository, commit);
      if ('commit' in answer) return answer;
      missing = answer.missing;
    }
  }
  return { missing };
}

/** Release jobs often check nothing out: then git need not be started. */
function repositoryOf(folder: string): string | undefined {
  const path = resolve(folder);
  if (existsSync(join(path, '.git'))) return realpathSync(path);
  return dirname(path) === path ? undefined : repositoryOf(dirname(path));
}

/** Milliseconds. */
const LIMIT = 5000;

/** Nothing of a repository of strangers is run, and nothing that a partial clone lacks is fetched. */
const SAFE_OPTIONS = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null', '--no-pager'];
const OFFLINE = {
  GIT_ALLOW_PROTOCOL: 'none',
  GIT_NO_LAZY_FETCH: '1',
  GIT_TERMINAL_PROMPT: '0',
  GIT_OPTIONAL_LOCKS: '0',
};

async function askGit(processes: ProcessRunner, repository: string, commit: string): Promise<CommitAnswer> {
  // In a container job the checkout belongs to another user, and git would have nothing to do with it unless it is named.
  // Before 2.38, and in Debian 11 and Ubuntu 22.04, safe.directory does not count on the command line; this does everywhere.
  // https://git-scm.com/docs/git-config#Documentation/git-config.txt-safedirectory
  const place = `--git-dir=${join(repository, '.git')}`;
  const args = [place, ...SAFE_OPTIONS, 'log', '-1', '--no-show-signature', '--format=%H %ct', commit, '--'];
  try {
    const { exitCode, stdout, stderr } = await processes.run('git', args, { timeout: LIMIT, env: OFFLINE });
    const [, revision, time] = /^([0-9a-f]{40,64}) (\d+)\s*$/.exec(stdout) ?? [];
    if (exitCode === 0 && revision !== undefined) return { commit: { revision, time: Number(time) } };
    return { missing: refusal(stderr, commit) };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return { missing: code === 'ENOENT' ? 'git is not installed' : `git did not answer within ${LIMIT / 1000} s` };
  }
}

function refusal(stderr: string, commit: string): string {
  if (/bad object|unknown revision|bad revision/.test(stderr)) {
    return `the checkout does not have commit ${commit}; a shallow one has only the last`;
  }
  const [line = ''] = stderr.trim().split('\n');
  return line === '' ? 'git has no commit here' : `git says: ${printable(line, 300)}`;
}
