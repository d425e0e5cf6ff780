import { describe, expect, test } from '@jest/globals';
import { ciContext, ciLogin, ciSystemOf, SECRET_VARIABLES } from '../../src/inputs/ci-context.ts';
import { CI_SYSTEMS, repositoryAt } from '../../src/inputs/ci-systems.ts';
import { readSourceContext } from '../../src/inputs/source-context.ts';
import { decidePublishing } from '../../src/publish/publish-decision.ts';
import { sourceRef } from '../../src/publish/tags/source-ref.ts';

const SHA = '0123456789abcdef0123456789abcdef01234567';

const GITLAB = {
  GITLAB_CI: 'true',
  CI_COMMIT_SHA: SHA,
  CI_COMMIT_TIMESTAMP: '2026-03-01T12:00:00+01:00',
  CI_DEFAULT_BRANCH: 'main',
  CI_PIPELINE_SOURCE: 'push',
  CI_PROJECT_URL: 'https://gitlab.example.com/Acme/tools/App',
  CI_PROJECT_TITLE: 'My App',
  CI_PROJECT_DESCRIPTION: 'An app',
  CI_REGISTRY: 'registry.example.com:5050',
  CI_REGISTRY_IMAGE: 'registry.example.com:5050/acme/tools/app',
  CI_REGISTRY_USER: 'gitlab-ci-token',
  CI_REGISTRY_PASSWORD: 'registry-secret',
  CI_JOB_TOKEN: 'job-secret',
  GITLAB_USER_LOGIN: 'ada',
};
const MERGE_REQUEST = {
  ...GITLAB,
  CI_PIPELINE_SOURCE: 'merge_request_event',
  CI_MERGE_REQUEST_IID: '7',
  CI_MERGE_REQUEST_PROJECT_ID: '1',
  CI_MERGE_REQUEST_SOURCE_PROJECT_ID: '1',
  CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main',
};

describe('a GitLab job', () => {
  test('on a tag gives what the event of a tag push gives on GitHub', async () => {
    expect(await readSourceContext({ ...GITLAB, CI_COMMIT_TAG: 'v1.2.3' })).toEqual({
      event: 'push',
      ref: 'refs/tags/v1.2.3',
      revision: SHA,
      eventCommit: SHA,
      repository: 'Acme/tools/App',
      serverUrl: 'https://gitlab.example.com',
      defaultBranch: 'main',
      title: 'My App',
      description: 'An app',
      htmlUrl: 'https://gitlab.example.com/Acme/tools/App',
      commitTime: Date.UTC(2026, 2, 1, 11) / 1000,
      actor: 'ada',
      ownRegistry: 'registry.example.com:5050',
      ownImage: 'registry.example.com:5050/acme/tools/app',
    });
  });

  test('on a branch knows the default branch, and a schedule', () => {
    const branch = { ...GITLAB, CI_COMMIT_BRANCH: 'main' };
    expect(sourceRefOf(branch)).toEqual({ kind: 'branch', name: 'main', isDefault: true });
    expect(sourceRefOf({ ...branch, CI_PIPELINE_SOURCE: 'schedule' })).toEqual({ kind: 'schedule' });
    const tag = { ...GITLAB, CI_PIPELINE_SOURCE: 'schedule', CI_COMMIT_TAG: 'v1.2.3' };
    expect(sourceRefOf(tag)).toEqual({ kind: 'tag', name: 'v1.2.3' });
  });

  test('of a merge request does not publish by itself, and that of a fork not at all', () => {
    const own = ciContext(MERGE_REQUEST);
    const fork = ciContext({ ...MERGE_REQUEST, CI_MERGE_REQUEST_SOURCE_PROJECT_ID: '2' });
    expect(own).toMatchObject({ pullRequest: { number: 7, fromFork: false }, baseRef: 'main' });
    expect(own && decidePublishing('auto', own)).toMatchObject({ publish: false });
    expect(own && decidePublishing(true, own)).toMatchObject({ publish: true });
    expect(fork && decidePublishing(true, fork)).toMatchObject({ publish: false });
  });

  test('of an external pull request is one, too', () => {
    const external = {
      ...GITLAB,
      CI_COMMIT_BRANCH: 'feature',
      CI_EXTERNAL_PULL_REQUEST_IID: '9',
      CI_EXTERNAL_PULL_REQUEST_SOURCE_REPOSITORY: 'someone/app',
      CI_EXTERNAL_PULL_REQUEST_TARGET_REPOSITORY: 'acme/app',
    };
    expect(ciContext(external)?.pullRequest).toEqual({ number: 9, fromFork: true });
  });

  test('may log in to its own registry, with the job token where there is nothing else', () => {
    expect(ciLogin(GITLAB)).toEqual({
      registry: 'registry.example.com:5050',
      username: 'gitlab-ci-token',
      password: 'registry-secret',
    });
    const { CI_REGISTRY_PASSWORD: _, ...without } = GITLAB;
    expect(ciLogin(without)).toMatchObject({ username: 'gitlab-ci-token', password: 'job-secret' });
    expect(ciLogin({ ...without, CI_JOB_TOKEN: '' })).toBeUndefined();
    expect(
      Object.keys(GITLAB)
        .filter((name) => SECRET_VARIABLES.includes(name))
        .sort(),
    ).toEqual(['CI_JOB_TOKEN', 'CI_REGISTRY_PASSWORD']);
  });
});

function sourceRefOf(environment: Record<string, string>) {
  const context = ciContext(environment);
  return context && sourceRef(context);
}

const TAGGED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'GitLab CI/CD': { GITLAB_CI: 'true', CI_COMMIT_TAG: 'v1.2.3', CI_COMMIT_SHA: SHA },
  Buildkite: { BUILDKITE: 'true', BUILDKITE_TAG: 'v1.2.3', BUILDKITE_BRANCH: 'v1.2.3', BUILDKITE_COMMIT: SHA },
  CircleCI: { CIRCLECI: 'true', CIRCLE_TAG: 'v1.2.3', CIRCLE_SHA1: SHA },
  Jenkins: { JENKINS_URL: 'https://ci.test/', TAG_NAME: 'v1.2.3', BRANCH_NAME: 'v1.2.3', GIT_COMMIT: SHA },
  'Woodpecker CI': { CI: 'woodpecker', CI_COMMIT_TAG: 'v1.2.3', CI_COMMIT_SHA: SHA },
  Drone: { DRONE: 'true', DRONE_TAG: 'v1.2.3', DRONE_COMMIT_SHA: SHA },
  'Azure Pipelines': { TF_BUILD: 'True', BUILD_SOURCEBRANCH: 'refs/tags/v1.2.3', BUILD_SOURCEVERSION: SHA },
  'Bitbucket Pipelines': { BITBUCKET_BUILD_NUMBER: '1', BITBUCKET_TAG: 'v1.2.3', BITBUCKET_COMMIT: SHA },
  'AWS CodeBuild': {
    CODEBUILD_BUILD_ID: 'app:1',
    CODEBUILD_WEBHOOK_TRIGGER: 'tag/v1.2.3',
    CODEBUILD_RESOLVED_SOURCE_VERSION: SHA,
  },
};

const ON_MAIN: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'GitLab CI/CD': { GITLAB_CI: 'true', CI_COMMIT_BRANCH: 'main' },
  Buildkite: { BUILDKITE: 'true', BUILDKITE_BRANCH: 'main', BUILDKITE_PULL_REQUEST: 'false' },
  CircleCI: { CIRCLECI: 'true', CIRCLE_BRANCH: 'main' },
  Jenkins: { JENKINS_URL: 'https://ci.test/', GIT_BRANCH: 'origin/main' },
  'Woodpecker CI': { CI: 'woodpecker', CI_COMMIT_BRANCH: 'main' },
  Drone: { DRONE: 'true', DRONE_BRANCH: 'main' },
  'Azure Pipelines': { TF_BUILD: 'True', BUILD_SOURCEBRANCH: 'refs/heads/main' },
  'Bitbucket Pipelines': { BITBUCKET_BUILD_NUMBER: '1', BITBUCKET_BRANCH: 'main' },
  'AWS CodeBuild': { CODEBUILD_BUILD_ID: 'app:1', CODEBUILD_WEBHOOK_TRIGGER: 'branch/main' },
};

const OF_A_FORK: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'GitLab CI/CD': { GITLAB_CI: 'true', CI_MERGE_REQUEST_IID: '7', CI_MERGE_REQUEST_SOURCE_PROJECT_ID: '2' },
  Buildkite: {
    BUILDKITE: 'true',
    BUILDKITE_BRANCH: 'main',
    BUILDKITE_PULL_REQUEST: '7',
    BUILDKITE_PULL_REQUEST_REPO: 'https://github.com/someone/app.git',
    BUILDKITE_REPO: 'git@github.com:acme/app.git',
  },
  CircleCI: { CIRCLECI: 'true', CIRCLE_BRANCH: 'pull/7', CIRCLE_PR_NUMBER: '7' },
  Jenkins: { JENKINS_URL: 'https://ci.test/', BRANCH_NAME: 'PR-7', CHANGE_ID: '7', CHANGE_FORK: 'someone' },
  'Woodpecker CI': { CI: 'woodpecker', CI_COMMIT_BRANCH: 'main', CI_COMMIT_PULL_REQUEST: '7' },
  Drone: { DRONE: 'true', DRONE_BRANCH: 'main', DRONE_PULL_REQUEST: '7' },
  'Azure Pipelines': {
    TF_BUILD: 'True',
    BUILD_SOURCEBRANCH: 'refs/pull/7/merge',
    SYSTEM_PULLREQUEST_PULLREQUESTNUMBER: '7',
    SYSTEM_PULLREQUEST_ISFORK: 'True',
  },
  'AWS CodeBuild': { CODEBUILD_BUILD_ID: 'app:1', CODEBUILD_WEBHOOK_TRIGGER: 'pr/7' },
};

describe('every CI system', () => {
  test.each(CI_SYSTEMS.map(({ name }) => name))('%s is known by its variables, with tag and commit', (name) => {
    const environment = TAGGED[name] ?? {};
    expect(ciSystemOf(environment)?.name).toBe(name);
    expect(ciContext(environment)).toMatchObject({ event: 'push', ref: 'refs/tags/v1.2.3', revision: SHA });
  });

  test.each(CI_SYSTEMS.map(({ name }) => name))('%s tells the branch', (name) => {
    expect(ciContext(ON_MAIN[name] ?? {})?.ref).toBe('refs/heads/main');
  });

  test.each(Object.keys(OF_A_FORK))('%s never publishes what a fork wrote', (name) => {
    const context = ciContext(OF_A_FORK[name] ?? {});
    expect(context?.pullRequest).toEqual({ number: 7, fromFork: true });
    expect(context && decidePublishing(true, context)).toMatchObject({ publish: false });
  });

  test('gives way to GitHub Actions, whose jobs may start any other program', () => {
    expect(ciContext({ ...GITLAB, GITHUB_ACTIONS: 'true' })).toBeUndefined();
  });

  test('may name a commit that is none: HEAD is no revision', () => {
    expect(ciContext({ BUILDKITE: 'true', BUILDKITE_COMMIT: 'HEAD' })).not.toHaveProperty('revision');
  });
});

describe('Gitea and Forgejo', () => {
  const variables = { GITHUB_ACTIONS: 'true', GITHUB_REPOSITORY: 'Acme/App', GITHUB_REF: 'refs/tags/v1.2.3' };

  test.each(['GITEA_ACTIONS', 'FORGEJO_ACTIONS'])('are registries themselves (%s)', async (mark) => {
    const server = 'https://me:secret@git.example.com:3000';
    const context = await readSourceContext({ ...variables, [mark]: 'true', GITHUB_SERVER_URL: server });
    expect(context).toMatchObject({ ownRegistry: 'git.example.com:3000', ownImage: 'git.example.com:3000/Acme/App' });
  });

  test('and no other server is one', async () => {
    const context = await readSourceContext({ ...variables, GITHUB_SERVER_URL: 'https://git.example.com' });
    expect(context).not.toHaveProperty('ownRegistry');
  });
});

test.each([
  ['https://user:secret@git.example.com:8443/o/app.git', 'https://git.example.com:8443', 'o/app'],
  ['git@github.com:acme/app.git', 'https://github.com', 'acme/app'],
  ['ssh://git@git.example.com:22/o/app', 'https://git.example.com', 'o/app'],
  ['http://localhost:3000/o/app/', 'http://localhost:3000', 'o/app'],
])('%s is the address of a repository', (address, serverUrl, path) => {
  expect(repositoryAt(address)).toEqual({ serverUrl, path });
});
