import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type StrictRegistry, startStrictRegistry } from '../../../testing/strict-registry/strict-registry.ts';
import type { Finished } from '../../real/support/process.ts';
import { PROJECT, runAction } from '../../real/support/run-action.ts';
import { runCommand } from '../../real/support/run-command.ts';
import { removeTemporaryFolders, temporaryFolder } from '../../real/support/temporary-folder.ts';

const HELLO = join(PROJECT, 'examples/hello/hello-linux-amd64');
const TOKEN = 'glcbt-64_S3cretJobToken';
const SHA = '0123456789abcdef0123456789abcdef01234567';

let registry: StrictRegistry;
let other: StrictRegistry;
beforeAll(async () => {
  registry = await startStrictRegistry({ auth: { kind: 'bearer', users: { 'gitlab-ci-token': TOKEN } } });
  other = await startStrictRegistry({ auth: { kind: 'basic', users: { 'gitlab-ci-token': TOKEN } } });
});
afterAll(async () => {
  await Promise.all([registry.close(), other.close(), removeTemporaryFolders()]);
});

/** The variables of a job, and none of GitHub's. https://docs.gitlab.com/ci/variables/predefined_variables/ */
function job(project: string): Record<string, string> {
  return {
    CI: 'true',
    GITLAB_CI: 'true',
    CI_SERVER_URL: 'https://gitlab.example.com',
    CI_PROJECT_URL: `https://gitlab.example.com/Acme/${project}`,
    CI_PROJECT_PATH: `Acme/${project}`,
    CI_PROJECT_TITLE: 'My App',
    CI_DEFAULT_BRANCH: 'main',
    CI_COMMIT_SHA: SHA,
    CI_COMMIT_TIMESTAMP: '2026-03-01T12:00:00+01:00',
    CI_PIPELINE_SOURCE: 'push',
    CI_REGISTRY: registry.host,
    CI_REGISTRY_IMAGE: `${registry.host}/acme/${project}`,
    CI_REGISTRY_USER: 'gitlab-ci-token',
    CI_REGISTRY_PASSWORD: TOKEN,
    CI_JOB_TOKEN: TOKEN,
    GITLAB_USER_LOGIN: 'ada',
  };
}

const mergeRequest = (source: string) => ({
  CI_PIPELINE_SOURCE: 'merge_request_event',
  CI_MERGE_REQUEST_IID: '7',
  CI_MERGE_REQUEST_PROJECT_ID: '1',
  CI_MERGE_REQUEST_SOURCE_PROJECT_ID: source,
  CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main',
});

async function tagsOf(project: string): Promise<string[] | undefined> {
  const headers = { authorization: registry.ownerAuthorization };
  const answer = await fetch(`${registry.origin}/v2/acme/${project}/tags/list`, { headers });
  return ((await answer.json()) as { tags?: string[] }).tags;
}

function expectClean({ stdout, stderr }: Finished): void {
  const text = `${stdout}\n${stderr}`;
  expect(text).not.toMatch(/^\s*::/m);
  expect(text).not.toContain(TOKEN);
  expect(text).not.toContain(Buffer.from(`gitlab-ci-token:${TOKEN}`).toString('base64'));
}

describe('a GitLab job with the command', () => {
  test('on a tag pushes a release to the project’s own image, without any flag', async () => {
    const run = await runCommand([HELLO, '--debug'], { env: { ...job('tag'), CI_COMMIT_TAG: 'v1.2.3' } });
    expect(run.exitCode).toBe(0);
    expect(run.stdout).toMatch(new RegExp(`^${registry.host}/acme/tag@sha256:[0-9a-f]{64}\\n$`));
    expect(await tagsOf('tag')).toEqual(['1', '1.2', '1.2.3', 'latest']);
    expectClean(run);
  });

  test('on a branch pushes only when it is asked to, and then the branch', async () => {
    const env = { ...job('branch'), CI_COMMIT_BRANCH: 'main' };
    const idle = await runCommand([HELLO], { env });
    expect(idle).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('no git tag was pushed') });
    expect(await tagsOf('branch')).toBeUndefined();
    const asked = await runCommand([HELLO, '--push'], { env });
    expect(asked.exitCode).toBe(0);
    expect(await tagsOf('branch')).toEqual(['edge', 'main']);
    expectClean(asked);
  });

  test('of a merge request pushes nothing by itself, and its own tag with --push', async () => {
    const env = { ...job('merge-request'), ...mergeRequest('1') };
    for (const flags of [[], ['--push=auto']]) {
      const idle = await runCommand([HELLO, ...flags], { env });
      expect(idle).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('a pull request or merge request') });
      expectClean(idle);
    }
    expect(await tagsOf('merge-request')).toBeUndefined();
    expect(await runCommand([HELLO, '--push'], { env })).toMatchObject({ exitCode: 0 });
    expect(await tagsOf('merge-request')).toEqual(['pr-7']);
  });

  test('of a fork’s merge request pushes nothing, whoever asks', async () => {
    const before = registry.requests.length;
    const run = await runCommand([HELLO, '--push'], { env: { ...job('fork'), ...mergeRequest('2') } });
    expect(run).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('from a fork') });
    expect(registry.requests.length).toBe(before);
    expectClean(run);
  });

  test('gives its login to its own registry only', async () => {
    const args = [HELLO, '--push', '--image', `${other.host}/acme/app`, '--retry-for', '0'];
    const run = await runCommand(args, { env: { ...job('other'), CI_COMMIT_TAG: 'v1.2.3' } });
    expect(run.exitCode).toBe(1);
    expect(other.requests.filter(({ headers }) => headers.authorization !== undefined)).toEqual([]);
    expectClean(run);
  });

  test('hands its outputs to later jobs, and folds its log', async () => {
    const folder = await temporaryFolder('dotenv');
    const env = { ...job('dotenv'), CI_COMMIT_TAG: 'v1.2.3' };
    const run = await runCommand([HELLO, '--dotenv', 'image.env'], { env, cwd: folder });
    expect(run.exitCode).toBe(0);
    const report = readFileSync(join(folder, 'image.env'), 'utf8');
    expect(report).toMatch(/^FROM_SCRATCH_DIGEST=sha256:[0-9a-f]{64}$/m);
    expect(report).toContain('FROM_SCRATCH_VERSION=1.2.3\n');
    expect(report).toContain(`FROM_SCRATCH_TAGS=${registry.host}/acme/dotenv:1.2.3 `);
    expect(report.split('\n').filter((line) => !/^[A-Z_]+=[^\n]*$/.test(line))).toEqual(['']);
    const started = run.stderr.match(/section_start:\d+:\w+\[collapsed=true\]\r\u001b\[0K/g) ?? [];
    expect(started.length).toBeGreaterThan(1);
    expect(run.stderr.match(/section_end:\d+:\w+\r\u001b\[0K/g)).toHaveLength(started.length);
  });

  test('labels the image with project, commit and time', async () => {
    const run = await runCommand([HELLO, '--json'], { env: { ...job('labels'), CI_COMMIT_TAG: 'v1.2.3' } });
    const { digest } = JSON.parse(run.stdout) as { digest: string };
    const headers = {
      authorization: registry.ownerAuthorization,
      accept: 'application/vnd.oci.image.manifest.v1+json',
    };
    const answer = await fetch(`${registry.origin}/v2/acme/labels/manifests/${digest}`, { headers });
    expect(((await answer.json()) as { annotations: unknown }).annotations).toMatchObject({
      'org.opencontainers.image.title': 'My App',
      'org.opencontainers.image.source': 'https://gitlab.example.com/Acme/labels',
      'org.opencontainers.image.revision': SHA,
      'org.opencontainers.image.created': '2026-03-01T11:00:00Z',
    });
  });
});

test('a GitLab job that runs the action’s bundle gets the same image, tags and login', async () => {
  const without = ['ACTIONS', 'WORKSPACE', 'SERVER_URL', 'REPOSITORY', 'EVENT_NAME', 'REF', 'SHA', 'EVENT_PATH'];
  const env = Object.fromEntries(without.map((name) => [`GITHUB_${name}`, undefined]));
  const run = await runAction({ binary: HELLO }, { ...env, ...job('bundle'), CI_COMMIT_TAG: 'v1.2.3' });
  expect(run.exitCode).toBe(0);
  expect(await tagsOf('bundle')).toEqual(['1', '1.2', '1.2.3', 'latest']);
  expectClean(run);
});
