import { execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type StrictRegistry, startStrictRegistry } from '../../../testing/strict-registry/strict-registry.ts';
import { type ActionRun, PROJECT, runAction } from '../../real/support/run-action.ts';
import { removeTemporaryFolders } from '../../real/support/temporary-folder.ts';

const HELLO = join(PROJECT, 'examples/hello/hello-linux-amd64');
const HEAD = 'fedcba9876543210fedcba9876543210fedcba98';
const repository = { full_name: 'acme/app', default_branch: 'main' };

let registry: StrictRegistry;
let folder: string;
beforeAll(async () => {
  registry = await startStrictRegistry();
  folder = await mkdtemp(join(tmpdir(), 'events-'));
});
afterAll(async () => {
  await registry.close();
  await rm(folder, { recursive: true, force: true });
});

function pullRequest(head: string) {
  return {
    action: 'opened',
    number: 7,
    repository,
    pull_request: { number: 7, head: repo(head), base: repo('acme/app') },
  };
}

const repo = (name: string) => ({ ref: 'x', sha: HEAD, repo: { full_name: name, fork: name !== 'acme/app' } });
const onPullRequest = { GITHUB_EVENT_NAME: 'pull_request', GITHUB_REF: 'refs/pull/7/merge' };

async function runOn(
  name: string,
  event: unknown,
  inputs: Record<string, string> = {},
  env: Record<string, string | undefined> = {},
): Promise<ActionRun> {
  registry.forgetRequests();
  const image = `${registry.host}/acme/app`;
  const { binary = HELLO, ...others } = inputs;
  return runAction({ binary, image, ...others }, { GITHUB_EVENT_NAME: name, ...env }, { event });
}

const errorsOf = ({ stdout }: ActionRun) => stdout.split('\n').filter((line) => line.startsWith('::error'));
const noticesOf = ({ stdout }: ActionRun) => stdout.split('\n').filter((line) => line.startsWith('::notice'));

describe('the check of a pull request from a fork', () => {
  const cases: [string, Record<string, string>][] = [
    ['an empty password', { username: 'me', password: '' }],
    ['an empty user name', { username: '', password: 'x' }],
    ['an empty secret in registry-auth', { 'registry-auth': '- { registry: r.example, username: me, password: }' }],
  ];

  test.each(cases)('passes with %s, sends nothing and says so', async (_, inputs) => {
    const run = await runOn('pull_request', pullRequest('mallory/app'), { ...inputs, push: 'true' }, onPullRequest);
    expect([run.exitCode, errorsOf(run)]).toEqual([0, []]);
    expect(run.outputs).toMatchObject({ pushed: 'false', digest: expect.stringMatching(/^sha256:/) });
    expect(noticesOf(run).join()).toContain('Nothing is published here, so it is not needed');
    expect(registry.requests).toEqual([]);
  });

  test.each(cases)('is not a reason to publish with %s', async (_, inputs) => {
    const run = await runOn('push', {}, inputs);
    expect(errorsOf(run)).toEqual([expect.stringContaining('Is the secret defined, and visible to this event?')]);
    expect(registry.requests).toEqual([]);
  });

  test('of Dependabot passes without secrets, too', async () => {
    const run = await runOn('push', {}, { username: 'me', password: '' }, { GITHUB_ACTOR: 'dependabot[bot]' });
    expect([run.exitCode, run.outputs.pushed]).toEqual([0, 'false']);
  });
});

describe('an event that is not about something to publish', () => {
  const release = (action: string, more = {}) => ({
    action,
    repository,
    release: { tag_name: 'v1.4.2', prerelease: false, draft: false, ...more },
  });
  const workflowRun = (more: Record<string, unknown>) => ({
    action: 'completed',
    repository,
    workflow_run: { event: 'push', conclusion: 'success', head_branch: 'main', head_sha: HEAD, ...more },
  });
  const tag = { GITHUB_REF: 'refs/tags/v1.4.2' };

  test.each([
    ['a deleted release', 'release', release('deleted'), 'the release was deleted'],
    ['an unpublished release', 'release', release('unpublished'), 'the release was unpublished'],
    ['a draft', 'release', release('created', { draft: true }), 'the release is a draft'],
    [
      'an edited release with another tag',
      'release',
      { ...release('edited'), changes: { tag_name: { from: 'v1' } } },
      'another tag',
    ],
    ['a run after a failed one', 'workflow_run', workflowRun({ conclusion: 'failure' }), 'ended with failure'],
    ['a run that has not ended', 'workflow_run', workflowRun({ conclusion: null }), 'has not ended yet'],
    ['a run of a fork', 'workflow_run', workflowRun({ head_repository: { full_name: 'mallory/app' } }), 'fork'],
    ['a deleted branch', 'delete', { ref: 'x', ref_type: 'branch', repository }, 'deleted'],
  ])('%s publishes nothing, not with push: true either, and ends green', async (_, name, event, reason) => {
    const run = await runOn(name, event, { push: 'true', tags: '1.4.2' }, tag);
    expect([run.exitCode, run.outputs.pushed]).toEqual([0, 'false']);
    expect(run.stdout).toContain(reason);
    expect(run.summary).toContain('Built, not pushed:');
    expect(registry.requests).toEqual([]);
  });

  test.each([
    ['a label', 'label', { action: 'created', repository }],
    ['an event that GitHub adds', 'moon_phase', { action: 'full', repository }],
    ['a comment on a pull request', 'issue_comment', { issue: { number: 7, pull_request: {} }, repository }],
    ['a run after that of a pull request', 'workflow_run', workflowRun({ event: 'pull_request', pull_requests: [] })],
  ])('%s publishes nothing by itself', async (_, name, event) => {
    const run = await runOn(name, event);
    expect([run.exitCode, run.outputs.pushed, registry.requests]).toEqual([0, 'false', []]);
  });

  test('a run after that of another branch is that branch', async () => {
    const run = await runOn('workflow_run', workflowRun({ head_branch: 'feature/x' }));
    expect(run.outputs.tags).toBe(`${registry.host}/acme/app:feature-x`);
  });
});

describe('a runner that lacks something', () => {
  test('is told what the run does without, on one line', async () => {
    const lacking = { GITHUB_EVENT_PATH: undefined, GITHUB_STEP_SUMMARY: undefined, PATH: '/nowhere' };
    const binary = join(folder, 'app');
    await cp(HELLO, binary);
    const { stdout, exitCode } = await runOn('push', {}, { binary, push: 'false' }, lacking);
    expect(exitCode).toBe(0);
    expect(stdout.split('\n').filter((line) => line.includes('does without'))).toEqual([
      'This run does without the event, since GITHUB_EVENT_PATH is not set; without the time of the commit, since there is no git repository here; without the job summary, since GITHUB_STEP_SUMMARY is not set',
    ]);
  });

  test('has the time of the commit in a checkout of its own folder', async () => {
    const checkout = join(folder, 'src');
    await mkdir(checkout);
    const git = (...args: string[]) =>
      execFileSync('git', ['-C', checkout, '-c', 'user.name=n', '-c', 'user.email=e@e.example', ...args], {
        encoding: 'utf8',
        env: { ...process.env, GIT_COMMITTER_DATE: '1700000000 +0000' },
      }).trim();
    git('init', '-q');
    git('commit', '-q', '--allow-empty', '-m', 'x');
    const binary = join(checkout, 'app');
    await cp(HELLO, binary);
    const env = { GITHUB_SHA: git('rev-parse', 'HEAD'), GIT_TEST_ASSUME_DIFFERENT_OWNER: '1' };
    const { stdout } = await runOn('workflow_dispatch', {}, { binary, push: 'false' }, env);
    expect(stdout).toContain('created 2023-11-14T22:13:20Z (commit)');
  });
});

describe('a run that fails before anything was sent', () => {
  test('writes a summary that says so', async () => {
    await writeFile(join(folder, 'script'), '#!/bin/sh\n');
    const run = await runOn('push', {}, { binary: join(folder, 'script') });
    expect([run.exitCode, run.stderr]).toEqual([1, '']);
    expect(run.summary).toMatch(/^## ❌ Failed\n[\s\S]*script[\s\S]*Nothing was sent to a registry\.\n$/);
  });

  test('has no credentials for a registry that nobody named', async () => {
    const run = await runOn('push', {}, { image: '', username: 'me', password: 'of-docker-hub' });
    expect(errorsOf(run)).toEqual([expect.stringContaining('image: empty, so nothing says for which registry')]);
    expect(run.stdout).not.toContain('::error::of-docker-hub');
  });

  test('warns of an input that there is not', async () => {
    const { stdout } = await runOn('push', {}, { push: 'false' }, { INPUT_TAG: 'x' });
    expect(stdout).toContain('::warning::INPUT_TAG is not an input; did you mean tags?');
  });
});

test('a version that is published with another binary is an error that says so', async () => {
  const tag = { GITHUB_REF: 'refs/tags/v1.4.2' };
  const image = `${registry.host}/acme/other`;
  expect((await runOn('push', {}, { image }, tag)).exitCode).toBe(0);
  const other = join(folder, 'other');
  await cp(join(PROJECT, 'examples/hello/hello-linux-amd64'), other);
  await writeFile(other, '\0', { flag: 'a' });
  const run = await runOn('push', {}, { image, binary: other, config: 'path: /hello' }, tag);
  expect(errorsOf(run)).toEqual([expect.stringContaining('What differs: the binary')]);
  expect(errorsOf(run)[0]).toContain('-trimpath');
});

afterAll(removeTemporaryFolders);
