import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { PROJECT, runAction } from '../real/support/run-action.ts';
import { runCommand } from '../real/support/run-command.ts';
import { removeTemporaryFolders } from '../real/support/temporary-folder.ts';
import { type Gitea, startGitea } from './support/gitea.ts';

const HELLO = join(PROJECT, 'examples/hello/hello-linux-amd64');
const ARM = join(PROJECT, 'examples/hello/hello-linux-arm64');

let gitea: Gitea;
let token: string;
beforeAll(async () => {
  gitea = await startGitea();
  token = await gitea.token('write:package', 'read:user');
}, 3_600_000);
afterAll(async () => {
  await gitea?.stop();
  await removeTemporaryFolders();
});
jest.setTimeout(120_000);

/** What Gitea's runner sets for a pushed tag. */
const pushedTag = (repository: string, tag: string) => ({
  GITEA_ACTIONS: 'true',
  GITHUB_ACTIONS: 'true',
  GITHUB_SERVER_URL: gitea.origin,
  GITHUB_API_URL: `${gitea.origin}/api/v1`,
  GITHUB_REPOSITORY: `${gitea.user}/${repository}`,
  GITHUB_ACTOR: gitea.user,
  GITHUB_EVENT_NAME: 'push',
  GITHUB_REF: `refs/tags/${tag}`,
});

describe('a job of Gitea Actions', () => {
  test('pushes to Gitea’s own registry with an access token, and nothing else is said', async () => {
    const run = await runAction({ binary: HELLO, 'github-token': token }, pushedTag('App', 'v1.2.3'));
    expect([run.exitCode, run.outputs.name]).toEqual([0, `${gitea.host}/${gitea.user}/app`]);
    expect(await gitea.packageVersions('app', token)).toEqual(['1', '1.2', '1.2.3', 'latest']);
  });

  test('moves tags forward only, and keeps a release as it is', async () => {
    const release = (tag: string, labels = '') =>
      runAction({ binary: HELLO, 'github-token': token, labels }, pushedTag('rules', tag));
    expect((await release('v2.0.0')).exitCode).toBe(0);
    const backport = await release('v1.9.1', 'fix=1');
    expect(backport.outputs.tags?.split('\n').map((tag) => tag.split(':').at(-1))).toEqual(['1.9.1', '1.9', '1']);
    const again = await release('v2.0.0');
    expect([again.exitCode, again.outputs.pushed]).toEqual([0, 'true']);
    const other = await release('v2.0.0', 'fix=2');
    expect([other.exitCode, other.stdout]).toEqual([1, expect.stringContaining('overwrite')]);
  });

  test('pushes several platforms, with the command as well', async () => {
    const env = { ...pushedTag('many', 'v1.0.0'), GITHUB_TOKEN: token };
    const run = await runCommand([HELLO, ARM, '--json'], { env });
    expect(run.exitCode).toBe(0);
    expect(JSON.parse(run.stdout)).toMatchObject({ platforms: ['linux/amd64', 'linux/arm64'], pushed: true });
    expect(await gitea.packageVersions('many', token)).toEqual(['1', '1.0', '1.0.0', 'latest']);
  });

  test('is told what to do where its token may not push', async () => {
    const reader = await gitea.token('read:package');
    for (const wrong of [reader, 'f'.repeat(40)]) {
      const run = await runAction({ binary: HELLO, 'github-token': wrong }, pushedTag('denied', 'v1.0.0'));
      expect(run.exitCode).toBe(1);
      expect(run.stdout).toMatch(/^::error::.*write:package/m);
      expect(run.stdout.replace(/^::add-mask::.*$/gm, '')).not.toContain(wrong);
    }
  });
});
