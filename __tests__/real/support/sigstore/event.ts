import { COMMIT, WORKFLOW } from '../../../support/identity-provider.ts';

/** The variables of the run that the identity provider's claims are about: the tag v1.4.2 of acme/app. */
export const IDENTITY_EVENT: Readonly<Record<string, string>> = {
  GITHUB_REF: 'refs/tags/v1.4.2',
  GITHUB_REF_NAME: 'v1.4.2',
  GITHUB_REF_TYPE: 'tag',
  GITHUB_SHA: COMMIT,
  GITHUB_WORKFLOW_REF: WORKFLOW,
  RUNNER_ENVIRONMENT: 'github-hosted',
};
