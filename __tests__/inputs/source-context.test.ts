import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { completeContext, readSourceContext } from '../../src/inputs/source-context.ts';
import { realProcesses } from '../support/real-processes.ts';

const SHA = '0123456789abcdef0123456789abcdef01234567';
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'context-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function context(payload: unknown, environment: Record<string, string> = {}) {
  const path = join(folder, 'event.json');
  writeFileSync(path, typeof payload === 'string' ? payload : JSON.stringify(payload));
  const all = { GITHUB_EVENT_PATH: path, GITHUB_WORKSPACE: folder, ...environment };
  return completeContext(await readSourceContext(all), [all.GITHUB_WORKSPACE], realProcesses);
}

describe('the source context', () => {
  test('takes labels and commit time from the payload of a tag push, without any request', async () => {
    const repository = {
      html_url: 'https://github.com/acme/app',
      description: 'An app',
      default_branch: 'main',
      license: { spdx_id: 'MIT' },
    };
    const head = { id: SHA, timestamp: '2026-03-01T12:00:00+01:00' };
    const environment = {
      GITHUB_SHA: SHA,
      GITHUB_EVENT_NAME: 'push',
      GITHUB_REF: 'refs/tags/v1',
      GITHUB_REPOSITORY: 'acme/app',
    };
    expect(await context({ repository, head_commit: head }, environment)).toEqual({
      event: 'push',
      ref: 'refs/tags/v1',
      revision: SHA,
      eventCommit: SHA,
      repository: 'acme/app',
      serverUrl: 'https://github.com',
      defaultBranch: 'main',
      description: 'An app',
      htmlUrl: 'https://github.com/acme/app',
      license: 'MIT',
      commitTime: Date.UTC(2026, 2, 1, 11) / 1000,
    });
  });

  test('takes the head of a pull request as the revision and knows a fork', async () => {
    const head = { sha: SHA, repo: { full_name: 'someone/app', fork: true } };
    const found = await context({ pull_request: { number: 7, head, base: { repo: { full_name: 'acme/app' } } } });
    expect(found).toMatchObject({ revision: SHA, pullRequest: { number: 7, fromFork: true } });
  });

  test('keeps beside the head what the event ran on, and reads what docker/metadata-action reads', async () => {
    const merge = 'f'.repeat(40);
    const pull = { pull_request: { number: 7, head: { sha: SHA }, base: { ref: 'release/1' } } };
    expect(await context(pull, { GITHUB_SHA: merge })).toMatchObject({ eventCommit: merge, baseRef: 'release/1' });
    const settings = { DOCKER_METADATA_PR_HEAD_SHA: 'true', DOCKER_METADATA_SHORT_SHA_LENGTH: '12' };
    expect(await context(pull, { GITHUB_SHA: merge, ...settings })).toMatchObject({
      eventCommit: SHA,
      shortShaLength: 12,
    });
    expect(await context({ base_ref: 'refs/heads/main' })).toMatchObject({ baseRef: 'main' });
    expect(await context({ base_ref: null }, { DOCKER_METADATA_SHORT_SHA_LENGTH: 'x' })).not.toHaveProperty('baseRef');
  });

  test('knows that a workflow_run follows the run of a pull request', async () => {
    const run = {
      event: 'pull_request',
      pull_requests: [{ number: 9 }],
      head_repository: { full_name: 'someone/app' },
    };
    const found = await context({ workflow_run: run, repository: { full_name: 'acme/app' } }, { GITHUB_SHA: SHA });
    expect(found.pullRequest).toEqual({ number: 9, fromFork: true });
  });

  test('asks git for the commit time where the payload does not tell it', async () => {
    const git = (...args: string[]) => execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8' }).trim();
    const dated = { ...process.env, GIT_COMMITTER_DATE: '1700000000 +0000', GIT_AUTHOR_DATE: '1600000000 +0000' };
    git('init', '-q');
    const identity = ['-c', 'user.name=n', '-c', 'user.email=e@example.com'];
    execFileSync('git', ['-C', folder, ...identity, 'commit', '-q', '--allow-empty', '-m', 'x'], { env: dated });
    const revision = git('rev-parse', 'HEAD');
    expect(await context({}, { GITHUB_SHA: revision })).toMatchObject({ revision, commitTime: 1_700_000_000 });
    expect(await context({})).toMatchObject({ revision, commitTime: 1_700_000_000 });
    expect(await context({}, { GITHUB_SHA: SHA })).not.toHaveProperty('commitTime');
  });

  test.each([['no JSON at all'], ['[1, 2]'], ['null'], [{ repository: 'text', release: 5, head_commit: [] }]])(
    'bears a payload such as %j',
    async (payload) => {
      expect(await context(payload, { GITHUB_SHA: SHA })).toEqual({
        event: '',
        ref: '',
        revision: SHA,
        eventCommit: SHA,
        serverUrl: 'https://github.com',
      });
    },
  );

  test('takes the ref of a push from the payload where GITHUB_REF is empty', async () => {
    const payload = { ref: 'refs/tags/v1.4.2' };
    expect(await context(payload, { GITHUB_REF: '', GITHUB_EVENT_NAME: 'push' })).toMatchObject(payload);
    expect(await context({ ref: 'v1.4.2', ref_type: 'tag' }, { GITHUB_REF: '' })).toMatchObject({ ref: '' });
    expect(await context(payload, { GITHUB_REF: 'refs/heads/main' })).toMatchObject({ ref: 'refs/heads/main' });
  });

  test('does without a payload file and without git', async () => {
    const environment = { GITHUB_WORKSPACE: '/nowhere' };
    const without: string[] = [];
    const event = await readSourceContext(environment, (what) => without.push(what));
    expect(await completeContext(event, ['/nowhere'], realProcesses, (what) => without.push(what))).toEqual({
      event: '',
      ref: '',
      serverUrl: 'https://github.com',
    });
    expect(without).toEqual([
      'the event, since GITHUB_EVENT_PATH is not set',
      'the time of the commit, since there is no git repository here',
    ]);
  });

  test.each([
    ['no JSON', 'is not JSON'],
    ['[]', 'holds no JSON object'],
  ])('says that it does without an event of %s', async (text, why) => {
    const path = join(folder, 'event.json');
    writeFileSync(path, text);
    const without: string[] = [];
    await readSourceContext({ GITHUB_EVENT_PATH: path }, (what) => without.push(what));
    expect(without).toEqual([`the event, since the file of GITHUB_EVENT_PATH ${why}`]);
  });
});
