import { describe, expect, test } from '@jest/globals';
import { claimsOf } from '../../../src/attest/identity/claims.ts';
import { statementOf } from '../../../src/attest/statement/in-toto.ts';
import { provenanceOf } from '../../../src/attest/statement/provenance.ts';
import { TOKEN } from '../../support/fake-sigstore/fake-sigstore.ts';
import { digest } from '../../support/run-reports.ts';

const FACTS = {
  binaries: [{ name: 'dist/app', digest: digest('app') }],
  action: { repository: 'owner/from-scratch', ref: 'v1' },
};
const FILE = { name: 'dist/app', digest: { sha256: digest('app').slice(7) } };
const ACTION = { name: 'action', uri: 'pkg:github/owner/from-scratch@v1' };

describe('provenance', () => {
  test('on GitHub is what @actions/attest makes of the claims, with the files and the action beside the source', () => {
    const { predicateType, predicate } = provenanceOf(claimsOf(TOKEN), FACTS, {
      GITHUB_SERVER_URL: 'https://github.com',
    });
    expect(predicateType).toBe('https://slsa.dev/provenance/v1');
    expect(predicate).toEqual({
      buildDefinition: {
        buildType: 'https://actions.github.io/buildtypes/workflow/v1',
        externalParameters: {
          workflow: {
            ref: 'refs/tags/v1.4.2',
            repository: 'https://github.com/acme/app',
            path: '.github/workflows/release.yml',
          },
        },
        internalParameters: {
          github: {
            event_name: 'push',
            repository_id: '1',
            repository_owner_id: '2',
            runner_environment: 'github-hosted',
          },
        },
        resolvedDependencies: [
          {
            uri: 'git+https://github.com/acme/app@refs/tags/v1.4.2',
            digest: { gitCommit: '0123456789abcdef0123456789abcdef01234567' },
          },
          ACTION,
          FILE,
        ],
      },
      runDetails: {
        builder: { id: 'https://github.com/acme/app/.github/workflows/release.yml@refs/tags/v1.4.2' },
        metadata: { invocationId: 'https://github.com/acme/app/actions/runs/7/attempts/1' },
      },
    });
  });

  test('of a job without an identity on GitHub comes from its variables', () => {
    const environment = {
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_REPOSITORY: 'acme/app',
      GITHUB_WORKFLOW_REF: 'acme/app/.github/workflows/release.yml@refs/heads/main',
      GITHUB_SHA: 'c0ffee',
    };
    expect(provenanceOf(undefined, FACTS, environment).predicate).toMatchObject({
      buildDefinition: { externalParameters: { workflow: { path: '.github/workflows/release.yml' } } },
      runDetails: { builder: { id: 'https://github.com/acme/app/.github/workflows/release.yml@refs/heads/main' } },
    });
  });

  test('on GitLab has its own build type and none of the variables of the job', () => {
    const environment = {
      GITLAB_CI: 'true',
      CI_PROJECT_URL: 'https://gitlab.com/acme/app',
      CI_COMMIT_SHA: 'c0ffee',
      CI_COMMIT_REF_NAME: 'v1.4.2',
      CI_JOB_URL: 'https://gitlab.com/acme/app/-/jobs/1',
      CI_RUNNER_ID: '12',
      CI_RUNNER_VERSION: 'v18.0.0',
      DEPLOY_PASSWORD: 'hunter2',
    };
    const { predicate } = provenanceOf(undefined, FACTS, environment);
    expect(predicate).toMatchObject({
      buildDefinition: {
        buildType: 'https://gitlab.com/gitlab-org/gitlab-runner/-/blob/v18.0.0/PROVENANCE.md',
        resolvedDependencies: [
          { uri: 'git+https://gitlab.com/acme/app@v1.4.2', digest: { gitCommit: 'c0ffee' } },
          ACTION,
          FILE,
        ],
      },
      runDetails: {
        builder: { id: 'https://gitlab.com/acme/app/-/runners/12' },
        metadata: { invocationId: 'https://gitlab.com/acme/app/-/jobs/1' },
      },
    });
    expect(JSON.stringify(predicate)).not.toContain('hunter2');
  });

  test('elsewhere says what was packed, and claims nothing about who built it', () => {
    const { predicate } = provenanceOf(undefined, FACTS, { HOME: '/root' });
    expect(predicate).toEqual({
      buildDefinition: {
        buildType: 'urn:from-scratch:build:v1',
        externalParameters: {},
        resolvedDependencies: [FILE],
      },
      runDetails: { builder: { id: 'urn:from-scratch:local' } },
    });
  });
});

test('a statement names its subjects by the hexadecimal digits of their digests', () => {
  const bytes = statementOf([{ name: 'ghcr.io/o/app', digest: digest('a') }], {
    predicateType: 'https://example.com',
    predicate: {},
  });
  expect(JSON.parse(bytes.toString())).toEqual({
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: 'ghcr.io/o/app', digest: { sha256: digest('a').slice(7) } }],
    predicateType: 'https://example.com',
    predicate: {},
  });
});
