import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readCommit } from '../../src/inputs/git-commit.ts';
import type { ProcessRunner } from '../../src/ports.ts';
import { realProcesses } from '../support/real-processes.ts';

const TIME = 1_700_000_000;
let folder: string;
let checkout: string;
let head: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'git-'));
  checkout = join(folder, 'src');
  mkdirSync(join(checkout, 'dist'), { recursive: true });
  git(checkout, 'init', '-q');
  head = commit(checkout, 'first');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function git(where: string, ...args: string[]): string {
  const dates = { GIT_COMMITTER_DATE: `${TIME} +0000`, GIT_AUTHOR_DATE: '1600000000 +0000' };
  const identity = ['-c', 'user.name=n', '-c', 'user.email=e@example.com'];
  return execFileSync('git', ['-C', where, ...identity, ...args], {
    encoding: 'utf8',
    env: { ...process.env, ...dates },
  }).trim();
}

function commit(where: string, message: string): string {
  git(where, 'commit', '-q', '--allow-empty', '-m', message);
  return git(where, 'rev-parse', 'HEAD');
}

/** git's own test of a checkout that belongs to another user (git, t/t0033-safe-directory.sh). */
const asStranger: ProcessRunner = {
  run: (program, args, options) =>
    realProcesses.run(program, args, { ...options, env: { ...options.env, GIT_TEST_ASSUME_DIFFERENT_OWNER: '1' } }),
};

describe('the commit that git knows', () => {
  test('is read in a checkout of another user, as in a container job', async () => {
    expect(await readCommit(asStranger, [checkout], [head])).toEqual({ commit: { revision: head, time: TIME } });
  });

  test('is read so by a git that takes a safe directory from its files alone, as those of Debian 11 and Ubuntu 22.04', async () => {
    const withoutOptions: ProcessRunner = {
      run: (program, args, options) => {
        const named = (place: number) => args[place]?.startsWith('safe.directory=') === true;
        const kept = args.filter((_, place) => !named(place) && !named(place + 1));
        return asStranger.run(program, kept, options);
      },
    };
    expect(await readCommit(withoutOptions, [checkout], [head])).toMatchObject({ commit: { revision: head } });
  });

  test('is read in a worktree, whose .git is a file', async () => {
    const worktree = join(folder, 'other-worktree');
    git(checkout, 'worktree', 'add', '-q', '--detach', worktree, head);
    expect(await readCommit(asStranger, [worktree], [])).toMatchObject({ commit: { revision: head } });
  });

  test('is found where the binary was built, if that is not the workspace', async () => {
    expect(await readCommit(realProcesses, [folder, join(checkout, 'dist')], [head])).toEqual({
      commit: { revision: head, time: TIME },
    });
  });

  test('is the next one where a shallow checkout lacks the first', async () => {
    const lacking = 'f'.repeat(40);
    expect(await readCommit(realProcesses, [checkout], [lacking, head])).toMatchObject({ commit: { revision: head } });
    expect(await readCommit(realProcesses, [checkout], [lacking])).toEqual({
      missing: `the checkout does not have commit ${lacking}; a shallow one has only the last`,
    });
  });

  test('is missing for a reason that is said', async () => {
    const noGit: ProcessRunner = { run: () => Promise.reject(Object.assign(new Error('x'), { code: 'ENOENT' })) };
    const slow: ProcessRunner = { run: () => Promise.reject(new Error('x')) };
    expect(await readCommit(noGit, [checkout], [head])).toEqual({ missing: 'git is not installed' });
    expect(await readCommit(slow, [checkout], [head])).toEqual({ missing: 'git did not answer within 5 s' });
    expect(await readCommit(realProcesses, [folder], [head])).toEqual({ missing: 'there is no git repository here' });
  });

  test('is asked for without a program of the repository, and without a fetch of what a partial clone lacks', async () => {
    const partial = join(folder, 'partial');
    const trace = join(folder, 'ran');
    git(checkout, 'config', 'uploadpack.allowFilter', 'true');
    git(folder, 'clone', '-q', '--bare', checkout, partial);
    const script = join(folder, 'transport.sh');
    writeFileSync(script, `#!/bin/sh\necho ran >> ${trace}\nexit 1\n`, { mode: 0o755 });
    git(partial, 'config', 'remote.origin.promisor', 'true');
    git(partial, 'config', 'extensions.partialClone', 'origin');
    git(partial, 'config', 'core.repositoryFormatVersion', '1');
    git(partial, 'config', 'remote.origin.url', `ext::${script}`);
    git(partial, 'config', 'protocol.ext.allow', 'always');
    git(partial, 'config', 'core.fsmonitor', script);
    const worktree = join(folder, 'worktree');
    mkdirSync(worktree);
    writeFileSync(join(worktree, '.git'), `gitdir: ${partial}\n`);
    expect(await readCommit(realProcesses, [worktree], ['e'.repeat(40)])).toHaveProperty('missing');
    expect(() => readFileSync(trace)).toThrow('ENOENT');
  });
});
