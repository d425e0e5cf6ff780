import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pLimit from 'p-limit';
import type { Dispatcher } from 'undici';
import { tokenCredentials, userCredentials } from '../../../src/credentials/sealed-credentials.ts';
import { digestOf } from '../../../src/oci/digest.ts';
import type { Credentials } from '../../../src/registry/api.ts';
import { Authenticator } from '../../../src/registry/auth/authenticator.ts';
import { pushScope } from '../../../src/registry/auth/scope.ts';
import { TokenClient } from '../../../src/registry/auth/token-client.ts';
import { AuthenticatingClient, type RegistryRequest } from '../../../src/registry/client/authenticating-client.ts';
import { RegistryWarnings } from '../../../src/registry/client/registry-warnings.ts';
import { createDispatcher } from '../../../src/registry/http/dispatcher.ts';
import { RegistryRoots } from '../../../src/registry/http/registry-roots.ts';
import { RetryBudget } from '../../../src/registry/http/retry.ts';
import { TrafficCounter } from '../../../src/registry/http/traffic.ts';
import { Transport } from '../../../src/registry/http/transport.ts';
import * as endpoints from '../../../src/registry/protocol/endpoints.ts';
import type { Traits } from '../../../src/registry/protocol/traits.ts';
import { systemClock } from '../../../src/runner/clock.ts';
import { keptLog } from '../support/kept-log.ts';
import {
  FOREIGN,
  GRANTED,
  type Lead,
  OTHER_ANSWERS,
  type OtherOrigin,
  startOtherOrigin,
} from '../support/other-origin.ts';

const PASSWORD = 'correct-horse-battery';
const REFRESH = 'refresh-token-0123456789';
const READY = 'ready-token-0123456789';
const base64 = (text: string) => Buffer.from(text).toString('base64');
const SECRETS = [
  PASSWORD,
  base64(PASSWORD),
  base64(`octocat:${PASSWORD}`),
  REFRESH,
  base64(`<token>:${REFRESH}`),
  READY,
  GRANTED,
];

const basic = userCredentials('octocat', PASSWORD, 'the test');
const UNKNOWN: Traits = { name: '', host: /^$/, link: '' };
const WHO: readonly (readonly [string, Credentials | undefined, Traits])[] = [
  ['a password', basic, UNKNOWN],
  ['a password that is sent at once', basic, { ...UNKNOWN, auth: 'basic' }],
  ['a GitHub token', basic, { ...UNKNOWN, auth: 'direct-bearer' }],
  ['a refresh token', tokenCredentials('identity-token', REFRESH, 'the test'), UNKNOWN],
  ['a ready token', tokenCredentials('registry-token', READY, 'the test'), UNKNOWN],
  ['nobody', undefined, UNKNOWN],
];

const DIGEST = digestOf(Buffer.from('blob'));
type Make = (path: string, at: URL) => endpoints.Endpoint;

/** Each request that goes to an address of its own. */
const REQUESTS: readonly (readonly [string, Make])[] = [
  ['HEAD of a manifest', (path) => endpoints.headManifest(path, 'v1')],
  ['GET of a manifest', (path) => endpoints.getManifest(path, 'v1')],
  ['PUT of a manifest', (path) => endpoints.putManifest(path, 'v1', 'application/json')],
  ['HEAD of a blob', (path) => endpoints.headBlob(path, DIGEST)],
  ['GET of a blob', (path) => endpoints.getBlob(path, DIGEST)],
  ['POST of an upload', (path) => endpoints.startUpload(path)],
  ['POST of a mount', (path) => endpoints.mountBlob(path, DIGEST, 'o/other')],
  ['the list of tags', (path) => endpoints.listTags(path, 1000)],
];

/** Those that go where the registry said: the Location of an upload, the Link to a page. */
const NAMED: readonly (readonly [string, Make])[] = [
  ['GET of the next page', (path, at) => endpoints.moreTags(new URL(`/v2/${path}/tags/list?last=a`, at))],
  ['PATCH of an upload', (path, at) => endpoints.patchUpload(new URL(`/v2/${path}/blobs/uploads/1`, at), '0-3')],
  ['PUT of an upload', (path, at) => endpoints.closeUpload(new URL(`/v2/${path}/blobs/uploads/1?digest=d`, at))],
  ['GET of an upload', (path, at) => endpoints.uploadStatus(new URL(`/v2/${path}/blobs/uploads/1`, at))],
  ['DELETE of an upload', (path, at) => endpoints.cancelUpload(new URL(`/v2/${path}/blobs/uploads/1`, at))],
];

const REDIRECTS = [301, 302, 303, 307, 308];

describe('wherever the registry leads, credentials stay with it', () => {
  let servers: OtherOrigin;
  let dispatcher: Dispatcher;
  let cells = 0;
  const atOnce = pLimit(24);

  beforeAll(async () => {
    servers = await startOtherOrigin();
    dispatcher = createDispatcher({ timeout: 20_000 });
  });

  afterAll(async () => {
    await dispatcher.destroy();
    await servers.close();
  });

  function callerFor(credentials: Credentials | undefined, traits: Traits): AuthenticatingClient {
    const [log, traffic, clock] = [keptLog(), new TrafficCounter(), systemClock];
    const { signal } = new AbortController();
    const transport = new Transport(dispatcher, { timeout: 20_000, think: 20_000 }, traffic, log);
    const roots = new RegistryRoots([servers.registry]);
    const retry = { clock, random: () => 0, log, traffic, signal, reached: () => true, backOff: () => {} };
    const retryBudget = () => new RetryBudget(0, retry);
    const tokens = new TokenClient(credentials, { transport, clock, log, traffic, signal, retryBudget });
    const authenticator = new Authenticator(servers.registry.host, credentials, traits, { tokens, clock, signal });
    const warnings = new RegistryWarnings(servers.registry.host, log);
    return new AuthenticatingClient(transport, roots, authenticator, warnings, signal);
  }

  /** One cell: the request that is led away, then another one at home, which must not carry what was learned elsewhere. */
  async function run(make: Make, at: URL, lead: Lead, credentials: Credentials | undefined, traits: Traits) {
    cells += 1;
    const path = `o/cell-${cells}`;
    servers.lead(`cell-${cells}`, lead);
    const caller = callerFor(credentials, traits);
    const scope = { path, scopes: [pushScope(path)] };
    for (const endpoint of [make(path, at), endpoints.headBlob(path, DIGEST), make(path, at)]) {
      const body = endpoint.method === 'PATCH' || endpoint.method === 'PUT' ? { body: Buffer.from('blob') } : {};
      const call: RegistryRequest = { endpoint, scope, ...body };
      await caller.send(call, new AbortController().signal).catch((error: Error) => expect(error.name).toMatch(/^R/));
    }
  }

  function leads(statuses: readonly number[], at: Lead['at']): readonly Lead[] {
    return statuses.flatMap((status) =>
      OTHER_ANSWERS.flatMap((answer) =>
        (at === 'registry' ? (['at once', 'after the login'] as const) : (['at once'] as const)).map((when) => ({
          status,
          when,
          at,
          answer,
        })),
      ),
    );
  }

  async function expectNoLeak(make: Make, at: URL, table: readonly Lead[], away = true): Promise<void> {
    const { method } = make('o/app', at);
    const led = () => servers.seenByOther.filter(({ text }) => text.startsWith(`${method} `)).length;
    const asked = led();
    const rows = table.flatMap((lead) => WHO.map(([_, credentials, traits]) => [lead, credentials, traits] as const));
    await Promise.all(rows.map((row) => atOnce(() => run(make, at, ...row))));
    const leaked = servers.seenByOther.filter(({ text }) => SECRETS.some((secret) => text.includes(secret)));
    expect(leaked.map(({ text }) => text)).toEqual([]);
    const believed = [...servers.seenByRegistry, ...servers.seenByTokenServer];
    expect(believed.filter(({ text }) => text.includes(FOREIGN)).map(({ text }) => text)).toEqual([]);
    expect(led() > asked).toBe(away);
    // The other server was asked for no token at all, so none can come from there.
    expect(servers.seenByOther.filter(({ text }) => /^\S+ \/token/.test(text))).toEqual([]);
    // And the table is no table of nothing: the registry and its token server were shown who asks.
    expect(servers.seenByRegistry.some(({ text }) => text.includes(GRANTED))).toBe(true);
  }

  test.each(REQUESTS.flatMap(([name, make]) => REDIRECTS.map((status) => [name, status, make] as const)))(
    '%s, redirected with %i',
    async (name, status, make) => {
      const follows = /^(HEAD|GET|the list)/.test(name) || status > 303;
      await expectNoLeak(make, servers.registry, leads([status], 'registry'), follows);
    },
  );

  test.each(NAMED)('%s at an address on another origin', async (_, make) => {
    await expectNoLeak(make, servers.other, leads([307], 'registry'));
  });

  test.each(NAMED)('%s at home, redirected from there', async (_, make) => {
    await expectNoLeak(make, servers.registry, leads(REDIRECTS, 'registry'));
  });

  test.each(REDIRECTS)('a request for a token, redirected with %i', async (status) => {
    const [, make] = REQUESTS[1] as (typeof REQUESTS)[number];
    await expectNoLeak(make, servers.registry, leads([status], 'token server'), false);
  });
});
