import { generateKeyPairSync, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An OpenID Connect issuer that hands out tokens as GitHub's runner does. */
export interface IdentityProvider {
  readonly url: string;
  /** What a job with `id-token: write` has in its environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** What it gave out, to look for in outputs. */
  readonly tokens: readonly string[];
  /** Of the tokens from now on. */
  claims: Readonly<Record<string, unknown>>;
  /** Seconds that a token is valid for; negative = it has expired. */
  lifetime: number;
  close(): Promise<void>;
}

export const WORKFLOW = 'acme/app/.github/workflows/release.yml@refs/tags/v1.4.2';
export const COMMIT = '0123456789abcdef0123456789abcdef01234567';
export const REQUEST_TOKEN = 'request-token-that-nobody-may-see';

const CLAIMS = {
  sub: 'repo:acme/app:ref:refs/tags/v1.4.2',
  event_name: 'push',
  sha: COMMIT,
  workflow: 'release',
  repository: 'acme/app',
  ref: 'refs/tags/v1.4.2',
  job_workflow_ref: WORKFLOW,
  job_workflow_sha: COMMIT,
  runner_environment: 'github-hosted',
  repository_id: '1',
  repository_owner: 'acme',
  repository_owner_id: '2',
  workflow_ref: WORKFLOW,
  workflow_sha: COMMIT,
  run_id: '1',
  run_attempt: '1',
  repository_visibility: 'public',
};

export async function startIdentityProvider(): Promise<IdentityProvider> {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'k', alg: 'RS256', use: 'sig' };
  const tokens: string[] = [];
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const issue = (audience: string) => {
    const now = Math.floor(Date.now() / 1000);
    const times = { iat: now - 5, nbf: now - 5, exp: now + provider.lifetime };
    const text = `${part({ alg: 'RS256', kid: 'k', typ: 'JWT' })}.${part({ ...provider.claims, ...times, iss: provider.url, aud: audience })}`;
    const token = `${text}.${sign('RSA-SHA256', Buffer.from(text), privateKey).toString('base64url')}`;
    tokens.push(token);
    return token;
  };
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', provider.url);
    const answer = (value: unknown) =>
      response.setHeader('content-type', 'application/json').end(JSON.stringify(value));
    if (url.pathname === '/jwks') return answer({ keys: [jwk] });
    if (url.pathname.startsWith('/.well-known')) return answer(discovery(provider.url));
    if (request.headers.authorization !== `Bearer ${REQUEST_TOKEN}`) return response.writeHead(401).end();
    return answer({ value: issue(url.searchParams.get('audience') ?? '') });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider: IdentityProvider = {
    url,
    tokens,
    claims: CLAIMS,
    lifetime: 600,
    environment: {
      ACTIONS_ID_TOKEN_REQUEST_URL: `${url}/token?api-version=2.0`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: REQUEST_TOKEN,
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return provider;
}

function discovery(issuer: string): object {
  return {
    issuer,
    jwks_uri: `${issuer}/jwks`,
    response_types_supported: ['id_token'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
  };
}
