import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { userCredentials } from '../../src/credentials/sealed-credentials.ts';
import type { Credentials } from '../../src/registry/api.ts';
import { connectRegistries, RegistryPool } from '../../src/run/registries.ts';
import type { RunPorts } from '../../src/run/run-ports.ts';
import { systemClock } from '../../src/runner/clock.ts';
import { type StrictRegistry, startStrictRegistry } from '../../testing/strict-registry/strict-registry.ts';
import { recordedLog } from '../support/publishing.ts';

const USERS = { me: 'my password', you: 'your password' };

let registry: StrictRegistry;
beforeAll(async () => {
  registry = await startStrictRegistry({ auth: { kind: 'basic', users: USERS } });
});
afterAll(() => registry.close());

/** How often somebody who asks for three repositories is refused first: once for each client of the registry. */
async function refusals(credentialsFor: (path: string) => Credentials | undefined): Promise<number> {
  const pool = new RegistryPool();
  const ports = {
    environment: {},
    clock: systemClock,
    random: () => 0.5,
    log: recordedLog(),
    signal: new AbortController().signal,
    registries: pool,
  } as unknown as RunPorts;
  const request = {
    targets: ['o/a', 'o/b', 'o/c'].map((path) => ({ repository: { registry: registry.host, path }, tags: [] })),
    upload: { chunkSize: 'auto', concurrency: 4, retryFor: 0, timeout: 10_000 },
    insecure: false,
  } as const;
  const before = registry.requests.length;
  const { connections } = await connectRegistries(request, async ({ path }) => credentialsFor(path), ports);
  // One after the other, so that what one has learned the next may know.
  for (const { client } of connections) await client.getManifest('v1').catch(() => {});
  await pool.close();
  return registry.requests.slice(before).filter(({ headers }) => headers.authorization === undefined).length;
}

test('repositories whose credentials say the same share one client of their registry', async () => {
  expect(await refusals(() => userCredentials('me', USERS.me, 'the test'))).toBe(1);
});

test('two identities have a client each', async () => {
  const of = (user: keyof typeof USERS) => userCredentials(user, USERS[user], 'the test');
  expect(await refusals((path) => of(path === 'o/b' ? 'you' : 'me'))).toBe(2);
});

test('nobody shares a client with nobody else than nobody', async () => {
  expect(await refusals((path) => (path === 'o/b' ? undefined : userCredentials('me', USERS.me, 'x')))).toBe(2);
});
