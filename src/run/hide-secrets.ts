import type { Secrets } from '../credentials/secrets.ts';
import { ciSecrets } from '../inputs/ci-context.ts';
import { SECRET_INPUTS } from '../inputs/input-table.ts';
import type { RawInputs } from '../inputs/read-inputs.ts';
import type { Environment } from '../ports.ts';

/** Variables that are URLs and may hold somebody's password. */
const URLS =
  /^(?:GITHUB_SERVER_URL|CI_SERVER_URL|CI_PROJECT_URL|CI_REPOSITORY_URL|BUILDKITE_REPO|CIRCLE_REPOSITORY_URL|GIT_URL|BUILD_REPOSITORY_URI|CODEBUILD_SOURCE_REPO_URL|(?:https?|all|no)_proxy)$/i;

/** A key that was given as another input than the one for it. */
const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----/i;

/** The first thing that a run does: whatever it was given that nobody else may read is printed nowhere from here on. */
export function hideSecrets(inputs: RawInputs, environment: Environment, secrets: Secrets): void {
  for (const name of SECRET_INPUTS) secrets.add(inputs[name]);
  for (const secret of ciSecrets(environment)) secrets.add(secret);
  for (const [name, text] of Object.entries(inputs)) {
    if (PRIVATE_KEY.test(text)) secrets.add(text);
    if (!SECRET_INPUTS.some((secret) => secret === name)) hideMisplaced(text, secrets);
  }
  for (const [name, text = ''] of Object.entries(environment)) if (URLS.test(name)) hideMisplaced(text, secrets);
}

function hideMisplaced(text: string, secrets: Secrets): void {
  if (text.includes('@')) secrets.addUserinfo(text);
  if (text.includes('=')) secrets.addParameters(text);
}
