import type { Repository } from '../oci/reference.ts';
import type { Credentials } from '../registry/api.ts';
import type { SourceContext } from '../source-context.ts';

/**
 * The job's token, for the container registry of the server that issued it and for no other: ghcr.io belongs to
 * github.com, `containers.HOST` to a GitHub Enterprise Server; Gitea and Forgejo are registries themselves.
 */
export function tokenCredentials(
  { registry }: Repository,
  token: string,
  { serverUrl, actor, ownRegistry }: Pick<SourceContext, 'serverUrl' | 'actor' | 'ownRegistry'>,
): Credentials | undefined {
  if (token === '' || registry !== (ownRegistry ?? registryOfServer(serverUrl))) return undefined;
  // GHCR looks at the token alone, but Basic authentication needs some user.
  return { kind: 'basic', username: actor || 'x-access-token', password: token, origin: originOf(ownRegistry) };
}

/** https://docs.gitea.com/usage/actions/comparison: the token of a job may not write packages. */
function originOf(ownRegistry: string | undefined): string {
  if (ownRegistry === undefined) return 'the input github-token';
  return 'the input github-token, where Gitea and Forgejo want an access token with the scope write:package';
}

function registryOfServer(serverUrl: string): string | undefined {
  const url = URL.canParse(serverUrl) ? new URL(serverUrl) : undefined;
  if (url?.protocol !== 'https:') return undefined;
  return url.host === 'github.com' ? 'ghcr.io' : `containers.${url.host}`;
}
