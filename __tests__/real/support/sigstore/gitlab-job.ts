import { COMMIT, type IdentityProvider, REQUEST_TOKEN } from '../../../support/identity-provider.ts';

const PIPELINE = 'gitlab.example.com/acme/app//.gitlab-ci.yml@refs/tags/v1.4.2';
export const GITLAB_IDENTITY = `https://${PIPELINE}`;

/** https://docs.gitlab.com/ci/secrets/id_token_authentication/#token-payload */
export const GITLAB_CLAIMS = {
  sub: 'project_path:acme/app:ref_type:tag:ref:v1.4.2',
  namespace_id: '2',
  namespace_path: 'acme',
  project_id: '1',
  project_path: 'acme/app',
  project_visibility: 'private',
  user_login: 'ada',
  pipeline_id: '3',
  pipeline_source: 'push',
  job_id: '4',
  ref: 'v1.4.2',
  ref_type: 'tag',
  runner_id: 5,
  runner_environment: 'gitlab-hosted',
  sha: COMMIT,
  ci_config_ref_uri: PIPELINE,
  ci_config_sha: COMMIT,
};

/** The variables of a job for the tag v1.4.2 with `id_tokens: { SIGSTORE_ID_TOKEN: { aud: sigstore } }`. */
export async function gitlabJob(issuer: IdentityProvider, number: string): Promise<Record<string, string>> {
  const headers = { authorization: `Bearer ${REQUEST_TOKEN}` };
  const answer = await fetch(`${issuer.url}/token?audience=sigstore`, { headers });
  const { value } = (await answer.json()) as { value: string };
  return {
    CI: 'true',
    GITLAB_CI: 'true',
    CI_SERVER_URL: 'https://gitlab.example.com',
    CI_PROJECT_URL: 'https://gitlab.example.com/acme/app',
    CI_PROJECT_PATH: 'acme/app',
    CI_DEFAULT_BRANCH: 'main',
    CI_COMMIT_SHA: COMMIT,
    CI_COMMIT_TAG: 'v1.4.2',
    CI_COMMIT_REF_NAME: 'v1.4.2',
    CI_COMMIT_TIMESTAMP: '2026-03-01T12:00:00+01:00',
    CI_PIPELINE_SOURCE: 'push',
    CI_JOB_NAME: 'publish',
    CI_JOB_ID: number,
    CI_JOB_URL: `https://gitlab.example.com/acme/app/-/jobs/${number}`,
    CI_RUNNER_ID: '5',
    CI_RUNNER_VERSION: 'v18.0.0',
    CI_RUNNER_DESCRIPTION: 'a runner',
    SIGSTORE_ID_TOKEN: value,
  };
}
