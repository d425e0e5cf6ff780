import { describe, expect, test } from '@jest/globals';
import { samePredicate } from '../../src/attest/same-predicate.ts';
import { provenanceOf } from '../../src/attest/statement/provenance.ts';

const FACTS = { binaries: [], action: { repository: '', ref: '' } };

function onGitlab(job: string, commit = 'c0ffee') {
  const environment = {
    GITLAB_CI: 'true',
    CI_PROJECT_URL: 'https://gitlab.com/acme/app',
    CI_COMMIT_SHA: commit,
    CI_JOB_ID: job,
    CI_JOB_URL: `https://gitlab.com/acme/app/-/jobs/${job}`,
    CI_RUNNER_ID: '12',
  };
  return provenanceOf(undefined, FACTS, environment);
}

describe('provenance of a job on GitLab', () => {
  test('says the same where the job is run again', () => {
    expect(samePredicate(onGitlab('1'), onGitlab('2').predicate)).toBe(true);
  });

  test('says something else of another commit', () => {
    expect(samePredicate(onGitlab('1'), onGitlab('1', 'decaf').predicate)).toBe(false);
  });
});
