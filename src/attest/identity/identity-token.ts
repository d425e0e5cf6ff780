import { ActionError } from '../../errors.ts';
import type { Environment } from '../../ports.ts';
import { printable } from '../../printable.ts';
import { jsonOf, type ServiceFetch, textAt, wordsOf } from '../service.ts';

/** Where the token that says who is running comes from. */
export type TokenSource =
  | { readonly kind: 'actions'; readonly url: URL; readonly requestToken: string }
  | { readonly kind: 'given'; readonly token: string };

/**
 * GitHub's runner hands out tokens where the job may have them; GitLab (and whoever does as cosign wants it) puts one into
 * SIGSTORE_ID_TOKEN. Undefined where there is none.
 */
export function tokenSource(environment: Environment): TokenSource | undefined {
  const given = environment.SIGSTORE_ID_TOKEN?.trim();
  if (given) return { kind: 'given', token: given };
  const url = environment.ACTIONS_ID_TOKEN_REQUEST_URL ?? '';
  const requestToken = environment.ACTIONS_ID_TOKEN_REQUEST_TOKEN ?? '';
  if (!URL.canParse(url) || requestToken === '') return undefined;
  return { kind: 'actions', url: new URL(url), requestToken };
}

/** What to write where a job has no identity. */
export function missingIdentity(environment: Environment): ActionError {
  const hint =
    environment.GITLAB_CI === 'true'
      ? 'Give the job a token: `id_tokens: { SIGSTORE_ID_TOKEN: { aud: sigstore } }`, or sign with a key: `signing-key`.'
      : environment.GITHUB_ACTIONS === 'true'
        ? 'Add `id-token: write` to the permissions of this job: `permissions: { contents: read, packages: write, id-token: write, attestations: write }`. Pull requests of forks never get it.'
        : 'Put a token of an identity provider that Fulcio knows into SIGSTORE_ID_TOKEN, or sign with a key: `signing-key`.';
  return new ActionError('attest', 'attest: this job has no identity that could be signed with', { hint });
}

/** https://docs.github.com/actions/reference/security/oidc#methods-for-requesting-the-oidc-token */
export async function fetchToken(source: TokenSource, audience: string, fetch: ServiceFetch): Promise<string> {
  if (source.kind === 'given') return source.token;
  const url = new URL(source.url);
  url.searchParams.set('audience', audience);
  const action = 'Getting an identity token from the runner';
  const headers = { accept: 'application/json' };
  const authorization = `Bearer ${source.requestToken}`;
  const answer = await fetch({ action, method: 'GET', url, headers, authorization });
  const token = answer.status === 200 ? textAt(jsonOf(answer), 'value') : undefined;
  if (token !== undefined) return token;
  throw new ActionError(
    'attest',
    `${action} failed: ${printable(wordsOf(answer).replaceAll(source.requestToken, '***'))}`,
    {
      hint: 'Does the job have `permissions: id-token: write`, and was it not started by a pull request of a fork?',
    },
  );
}
