import { ActionError } from '../errors.ts';
import type { Digest } from '../oci/digest.ts';
import type { Environment } from '../ports.ts';
import { printable } from '../printable.ts';
import { jsonOf, type ServiceFetch, textAt, valueAt, wordsOf } from './service.ts';

/** GitHub's attestations API, for one repository. */
export interface GithubStore {
  readonly api: URL;
  /** `o/r` */
  readonly repository: string;
  readonly token: string;
}

/** Undefined where the API is not GitHub's own, or there is no token for it. */
export function githubStore(environment: Environment, token: string): GithubStore | undefined {
  const server = environment.GITHUB_SERVER_URL ?? '';
  const api = environment.GITHUB_API_URL ?? '';
  const repository = environment.GITHUB_REPOSITORY ?? '';
  if (token === '' || !URL.canParse(server) || !URL.canParse(api) || !/^[\w.-]+\/[\w.-]+$/.test(repository))
    return undefined;
  const [host, url] = [new URL(server).hostname, new URL(api)];
  if (host !== 'github.com' && !host.endsWith('.ghe.com')) return undefined;
  const own = url.protocol === 'https:' && url.hostname === `api.${host}`;
  const local = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  return own || local ? { api: url, repository, token } : undefined;
}

const HEADERS = {
  accept: 'application/vnd.github+json',
  'content-type': 'application/json',
  'x-github-api-version': '2022-11-28',
};

/**
 * Stores a bundle where `gh attestation verify` looks first, unless an earlier run has stored it. Returns a note if GitHub
 * refuses it, since the registry still has it; throws only if GitHub is down.
 * https://docs.github.com/rest/repos/attestations
 */
export async function storeBundle(
  bundle: Buffer,
  subject: Digest,
  store: GithubStore,
  fetch: ServiceFetch,
): Promise<string | undefined> {
  if (await isStored(bundle, subject, store, fetch)) return undefined;
  const answer = await fetch({
    action: "Storing the attestation with GitHub's attestations API",
    method: 'POST',
    url: address(store, ''),
    headers: HEADERS,
    authorization: `Bearer ${store.token}`,
    body: Buffer.from(`{"bundle":${bundle.toString('utf8')}}`),
  });
  if (answer.status === 201 || answer.status === 200) return undefined;
  if (answer.status === 401)
    throw new ActionError('attest', "GitHub's attestations API does not take the token in `github-token`");
  const told = printable(wordsOf(answer), 300);
  return `GitHub's attestations API did not take the attestations (${told}): they are in the registry alone. ${adviceFor(answer.status)}`;
}

function adviceFor(status: number): string {
  if (status !== 403 && status !== 404) return 'gh finds them with --bundle-from-oci.';
  return (
    'Give the job `attestations: write`; for a private repository GitHub Enterprise Cloud is needed, too. ' +
    'gh finds them with --bundle-from-oci.'
  );
}

async function isStored(bundle: Buffer, subject: Digest, store: GithubStore, fetch: ServiceFetch): Promise<boolean> {
  const answer = await fetch({
    action: "Reading what GitHub's attestations API has",
    method: 'GET',
    url: address(store, `/${subject}?per_page=100`),
    headers: HEADERS,
    authorization: `Bearer ${store.token}`,
  });
  const list = answer.status === 200 ? valueAt(jsonOf(answer), 'attestations') : undefined;
  const signature = signatureOf(jsonOf({ body: bundle }));
  return Array.isArray(list) && list.some((one) => signatureOf(valueAt(one, 'bundle')) === signature);
}

function signatureOf(bundle: unknown): string | undefined {
  const signatures = valueAt(bundle, 'dsseEnvelope', 'signatures');
  return Array.isArray(signatures) ? textAt(signatures[0], 'sig') : undefined;
}

function address({ api, repository }: GithubStore, rest: string): URL {
  return new URL(`${api.href.replace(/\/+$/, '')}/repos/${repository}/attestations${rest}`);
}
