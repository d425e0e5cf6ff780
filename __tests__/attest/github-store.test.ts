import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { githubStore } from '../../src/attest/github-store.ts';
import { type StrictRegistry, startStrictRegistry } from '../../testing/strict-registry/strict-registry.ts';
import { type FakeSigstore, startFakeSigstore } from '../support/fake-sigstore/fake-sigstore.ts';
import { publishProved } from '../support/proving.ts';

const TOKEN = 'ghs_token_of_the_job';

/** GitHub's attestations API, as far as a run speaks to it. */
interface FakeGithub {
  readonly url: string;
  readonly stored: { readonly path: string; readonly bundle: unknown }[];
  readonly authorizations: Set<string | undefined>;
  refuse: { status: number; message: string } | undefined;
  readonly server: Server;
}

let github: FakeGithub;
let sigstore: FakeSigstore;
let registry: StrictRegistry;
beforeEach(async () => {
  [github, sigstore, registry] = await Promise.all([startGithub(), startFakeSigstore(), startStrictRegistry()]);
});
afterEach(async () => {
  github.server.closeAllConnections();
  await Promise.all([new Promise((resolve) => github.server.close(resolve)), sigstore.close(), registry.close()]);
});

async function startGithub(): Promise<FakeGithub> {
  const stored: FakeGithub['stored'] = [];
  const authorizations: FakeGithub['authorizations'] = new Set();
  const server = createServer(async (request, response) => {
    authorizations.add(request.headers.authorization);
    const body = (await buffer(request)).toString();
    if (fake.refuse !== undefined) return response.writeHead(fake.refuse.status).end(JSON.stringify(fake.refuse));
    if (request.method === 'GET') return response.end(JSON.stringify({ attestations: stored }));
    stored.push({ path: request.url ?? '', bundle: JSON.parse(body).bundle });
    response.writeHead(201).end('{"id":1}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const fake: FakeGithub = { url, stored, authorizations, refuse: undefined, server };
  return fake;
}

function environment(): Record<string, string> {
  return { GITHUB_SERVER_URL: 'https://github.com', GITHUB_API_URL: github.url, GITHUB_REPOSITORY: 'acme/app' };
}

const prove = () => publishProved([registry], sigstore, { environment: environment(), githubToken: TOKEN });

describe("GitHub's attestations API", () => {
  test('gets each bundle once, however often the run is repeated', async () => {
    const { prover } = await prove();
    expect(github.stored).toHaveLength(5);
    expect(new Set(github.stored.map(({ path }) => path))).toEqual(new Set(['/repos/acme/app/attestations']));
    expect((await prover.proof()).stored).toBe(true);
    await prove();
    expect(github.stored).toHaveLength(5);
    expect(github.authorizations).toEqual(new Set([`Bearer ${TOKEN}`]));
  });

  test.each([
    [403, 'Resource not accessible by integration', 'Give the job `attestations: write`'],
    [422, 'not a bundle', '--bundle-from-oci'],
  ])('may refuse with %d: the registry has it, and the run says so', async (status, message, advice) => {
    github.refuse = { status, message };
    const { report, prover, log } = await prove();
    expect(report.repositories[0]?.outcome).toBe('published');
    const { stored, notes } = await prover.proof();
    expect({ stored, count: notes.length }).toEqual({ stored: false, count: 1 });
    expect(notes[0]).toContain(message);
    expect(log.lines.filter((line) => line.includes(advice))).toHaveLength(1);
  });

  test('that is down keeps the tags where they are', async () => {
    github.refuse = { status: 503, message: 'down' };
    const options = { environment: environment(), githubToken: TOKEN, retryFor: 1000 };
    const { report } = await publishProved([registry], sigstore, options);
    expect(report.repositories[0]).toMatchObject({ outcome: 'failed', tags: [] });
    expect(registry.store.find('o/app')?.tags.has('1.4.2')).toBe(false);
  });
});

describe('the token goes to the API of the server that issued it', () => {
  test.each([
    ['https://github.com', 'https://api.github.com', true],
    ['https://acme.ghe.com', 'https://api.acme.ghe.com', true],
    ['https://github.com', 'https://api.evil.example', false],
    ['https://github.com', 'http://api.github.com', false],
    ['https://github.example.com', 'https://github.example.com/api/v3', false],
    ['https://gitea.example.com', 'https://gitea.example.com/api/v1', false],
  ])('%s with %s: %s', (GITHUB_SERVER_URL, GITHUB_API_URL, used) => {
    const variables = { GITHUB_SERVER_URL, GITHUB_API_URL, GITHUB_REPOSITORY: 'acme/app' };
    expect(githubStore(variables, TOKEN) !== undefined).toBe(used);
  });

  test('and to none where there is no token', () => {
    expect(githubStore(environment(), '')).toBeUndefined();
  });
});
