import { afterEach, describe, expect, test } from '@jest/globals';
import { TOKENS } from '../../../testing/strict-registry/behaviours/tokens.ts';
import type { Behaviour } from '../../../testing/strict-registry/options.ts';
import { type StrictRegistry, startStrictRegistry } from '../../../testing/strict-registry/strict-registry.ts';
import { validateImage } from '../../../testing/validate-image.ts';
import { behaviourNamed, failureOf } from '../support/compatibility.ts';
import { type Connection, connect } from '../support/connect.ts';
import { makeSampleImage, pushSample } from '../support/sample-push.ts';
import { type TlsEnding, tlsEndingDispatcher } from '../support/tls-ending.ts';

/** A strict registry in the place of a registry that is known by its name. */
describe('a registry that is known by its name', () => {
  const closing: (() => Promise<void>)[] = [];

  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });

  async function inPlaceOf(name: string, behaviours: readonly Behaviour[]) {
    const registry: StrictRegistry = await startStrictRegistry({ behaviours });
    const line: TlsEnding = tlsEndingDispatcher(registry.host);
    const connection: Connection = connect(name, { dispatcher: line.dispatcher });
    closing.push(() => registry.close(), connection.close);
    return { registry, line, connection };
  }

  async function push({ registry, connection }: Awaited<ReturnType<typeof inPlaceOf>>): Promise<StrictRegistry> {
    await pushSample(connection.client, makeSampleImage(200_000), 'growing');
    const { origin, ownerAuthorization: authorization } = registry;
    await validateImage({ origin, repository: 'o/app', reference: 'v1', authorization });
    expect(registry.violations).toEqual([]);
    return registry;
  }

  const relativeRealm = behaviourNamed(TOKENS, 'a relative realm');

  test('ghcr.io takes the password as a bearer token: nothing is asked for one', async () => {
    const direct = behaviourNamed(TOKENS, 'the password itself as a bearer token');
    const { requests } = await push(await inPlaceOf('ghcr.io', [direct]));
    expect(requests.filter(({ endpoint, status }) => endpoint === 'token' || status === 401)).toEqual([]);
  });

  test('ghcr.io gets a token as others do where it does not take the password any more', async () => {
    const { requests } = await push(await inPlaceOf('ghcr.io', [relativeRealm]));
    expect(requests.filter(({ endpoint }) => endpoint === 'token')).toHaveLength(1);
  });

  test('Amazon ECR gets user and password with the first request', async () => {
    const ecr = '123456789012.dkr.ecr.eu-west-1.amazonaws.com';
    const { requests } = await push(await inPlaceOf(ecr, [behaviourNamed(TOKENS, 'Basic')]));
    expect(requests.filter(({ status }) => status === 401)).toEqual([]);
  });

  test('Docker Hub is asked at the host of its API, and called by its name', async () => {
    const hub = await inPlaceOf('docker.io', [relativeRealm]);
    await push(hub);
    expect([...hub.line.hosts]).toEqual(['registry-1.docker.io']);
    hub.registry.outage(1, 10_000, '503');
    const error = await failureOf(
      connect('docker.io', { dispatcher: hub.line.dispatcher, settings: { retryFor: 0 } }).client.getManifest('v1'),
    );
    expect(error.message).toMatch(/^Reading the manifest docker\.io\/o\/app:v1 failed: 503/);
  });

  test('a registry that asks for tokens by http elsewhere gets nothing', async () => {
    const { connection, registry, line } = await inPlaceOf('r.example.com', [behaviourNamed(TOKENS, 'Bearer')]);
    const error = await failureOf(connection.client.getManifest('v1'));
    expect(error.message).toMatch(
      /The token server http:\/\/127.* is not encrypted, while the registry is, so it gets no/,
    );
    expect(registry.requests.filter(({ headers }) => headers.authorization !== undefined)).toEqual([]);
    expect(line.plain).toEqual([]);
  });
});

describe('a cap of 4 MiB on ranged chunks', () => {
  const capped: Behaviour = { name: 'as GHCR has it', quirks: { rangedLimit: 4 * 1024 * 1024 } };
  const image = makeSampleImage(70 * 1024 * 1024);

  test.each([
    ['is not met at ghcr.io, where it is known', 'ghcr.io', 0],
    ['is met once at a registry that nobody knows', 'r.example.com', 1],
  ])('%s', async (_, name, refusals) => {
    const registry = await startStrictRegistry({ behaviours: [capped] });
    const { dispatcher } = tlsEndingDispatcher(registry.host);
    const connection = connect(name, { dispatcher, settings: { timeout: 5000, think: 5000 } });
    try {
      const digest = await pushSample(connection.client, image, 'growing');
      expect(registry.store.find('o/app')?.tags.get('v1')).toBe(digest);
      expect(registry.requests.filter(({ status }) => status === 416)).toHaveLength(refusals);
    } finally {
      await connection.close();
      await registry.close();
    }
  });
});
