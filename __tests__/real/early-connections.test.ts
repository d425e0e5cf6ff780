import { readFile } from 'node:fs/promises';
import { type AddressInfo, connect as connectTcp } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createServer, getCACertificates, setDefaultCACertificates } from 'node:tls';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { digestOf } from '../../src/oci/digest.ts';
import { manifestDocument } from '../../src/oci/manifest.ts';
import { MEDIA_TYPE } from '../../src/oci/media-types.ts';
import type { RegistryClient } from '../../src/registry/api.ts';
import { AddressGuard, type Resolve } from '../../src/registry/http/address-guard.ts';
import { createDispatcher } from '../../src/registry/http/dispatcher.ts';
import { EarlyConnections } from '../../src/registry/http/early-connections.ts';
import { systemClock } from '../../src/runner/clock.ts';
import type { AuthOptions } from '../../testing/strict-registry/options.ts';
import { type StrictRegistry, startStrictRegistry } from '../../testing/strict-registry/strict-registry.ts';
import { sampleTar } from '../oracle/sample-tar.ts';
import { connect } from '../registry/support/connect.ts';
import { growingBlob, readyBlob } from '../registry/support/memory-blob.ts';
import { BEARER, NONE } from '../registry/support/scenario.ts';
import { type RoundTripRelay, startRoundTripRelay } from './support/round-trip-relay.ts';
import { removeTemporaryFolders, temporaryFolder } from './support/temporary-folder.ts';
import { makeCertificates } from './support/tls-certificates.ts';

const resolve: Resolve = (_, __, callback) => callback(null, [{ address: '127.0.0.1', family: 4 }]);
const trusted = getCACertificates();
const TAR = sampleTar([{ name: 'app', mode: '755', content: 'program' }]);
const CONFIG = Buffer.from(
  JSON.stringify({
    architecture: 'amd64',
    os: 'linux',
    config: { Entrypoint: ['/app'] },
    rootfs: { type: 'layers', diff_ids: [digestOf(TAR)] },
  }),
);
const SETTINGS = { timeout: 5000, think: 5000, retryFor: 0 };
const opened: EarlyConnections[] = [];
const closing: (() => Promise<void> | void)[] = [];
let tls = { key: Buffer.alloc(0), cert: Buffer.alloc(0) };
let authority = '';

beforeAll(async () => {
  const files = await makeCertificates(await temporaryFolder('early'));
  tls = { key: await readFile(files.key), cert: await readFile(files.certificate) };
  authority = await readFile(files.authority, 'utf8');
  setDefaultCACertificates([...trusted, authority]);
});

afterEach(async () => {
  for (const early of opened.splice(0)) early.close();
  for (const close of closing.splice(0).reverse()) await close();
});

afterAll(async () => {
  setDefaultCACertificates(trusted);
  await removeTemporaryFolders();
});

/** A registry behind TLS, and the relay that counts before it. */
async function lab(
  auth: AuthOptions = NONE,
): Promise<{ registry: StrictRegistry; relay: RoundTripRelay; host: string }> {
  const registry = await startStrictRegistry({ auth, quirks: { challenge: 'relative-realm' } });
  const ending = createServer(tls, (socket) => {
    const inside = connectTcp(Number(new URL(`http://${registry.host}`).port), '127.0.0.1');
    socket.pipe(inside).on('error', () => socket.destroy());
    inside.pipe(socket).on('error', () => inside.destroy());
  });
  await new Promise<void>((listening) => ending.listen(0, '127.0.0.1', listening));
  const relay = await startRoundTripRelay((ending.address() as AddressInfo).port);
  closing.push(
    () => registry.close(),
    () => void ending.close(),
    () => relay.close(),
  );
  return { registry, relay, host: `registry.test:${relay.port}` };
}

function begin(): EarlyConnections {
  const early = new EarlyConnections(new AddressGuard(resolve), 5000);
  opened.push(early);
  return early;
}

function client(host: string, early?: EarlyConnections) {
  const dispatcher = createDispatcher({ timeout: 5000, resolve, early });
  const connection = connect(host, { dispatcher, settings: SETTINGS, clock: systemClock });
  closing.push(() => connection.close());
  return connection.client;
}

/** As a publication does it: a layer that is being made, and the configuration without a question before. */
async function push(to: RegistryClient): Promise<void> {
  const layer = to.pushBlob(growingBlob('the layer', gzipSync(TAR), MEDIA_TYPE.layerGzip));
  const config = to.pushBlob(readyBlob('the config', CONFIG, MEDIA_TYPE.config), { askFirst: false });
  const [{ descriptor: layerIs }, { descriptor: configIs }] = await Promise.all([layer, config]);
  await to.putManifest('v1', manifestDocument(configIs, [layerIs], {}).bytes, MEDIA_TYPE.manifest);
}

describe('round trips on a cold TLS path, for one tag and one platform', () => {
  test.each([
    ['with connections that were opened meanwhile', NONE, true, 5, 1],
    ['with them, and a token server', BEARER, true, 7, 3],
    ['without them', NONE, false, 9, 3],
  ] as const)('%s', async (name, auth, isEarly, cold, unchanged) => {
    const { relay, host } = await lab(auth);
    const early = isEarly ? begin() : undefined;
    const ready = async () => {
      early?.open(new URL(`https://${host}/`));
      early?.openMore(3);
      // What a run does meanwhile.
      if (early !== undefined) await sleep(600);
      relay.count();
    };
    await ready();
    const pushing = client(host, early);
    expect(await pushing.getManifest('v1')).toBeUndefined();
    await push(pushing);
    const first = relay.count();
    await ready();
    await client(host, early).getManifest('v1');
    const second = relay.count();
    process.stdout.write(`${name}: cold ${first} round trips, unchanged ${second}\n`);
    expect(first).toBeLessThanOrEqual(cold);
    expect(second).toBeLessThanOrEqual(unchanged);
  });
});

test('a connection is handed out once, and only for the origin that it was opened for', async () => {
  const { relay, host } = await lab();
  const early = begin();
  early.open(new URL(`https://${host}/`));
  expect(early.take(`https://registry.test`)).toBeUndefined();
  expect(early.take(`http://${host}`)).toBeUndefined();
  const socket = await early.take(`https://${host}`);
  expect(socket?.authorized).toBe(true);
  expect(early.take(`https://${host}`)).toBeUndefined();
  expect(relay.connections).toBe(1);
  socket?.destroy();
});

test('a host that another one named gets none of them', async () => {
  const { host } = await lab();
  const early = begin();
  early.open(new URL(`https://${host}/`));
  const dispatcher = createDispatcher({ timeout: 5000, resolve, early });
  closing.push(() => dispatcher.destroy());
  const asked = { origin: `https://${host}`, path: '/v2/', method: 'GET', namedBy: 'elsewhere.test' } as const;
  // It may not be connected to at all: the address is one of this machine.
  await expect(dispatcher.request(asked)).rejects.toThrow('registry.test leads to a loopback address');
  const untouched = await early.take(`https://${host}`);
  expect(untouched?.authorized).toBe(true);
  untouched?.destroy();
});

test('the token server that a registry names gets the one that was opened for it, and nobody else does', async () => {
  const { relay, host } = await lab();
  const early = begin();
  early.open(new URL(`https://${host}/`));
  early.open(new URL(`https://${host}/`), 'registry.test');
  expect(early.take(`https://${host}`, 'elsewhere.test')).toBeUndefined();
  const dispatcher = createDispatcher({ timeout: 5000, resolve, early });
  closing.push(() => dispatcher.destroy());
  const asked = { origin: `https://${host}`, path: '/v2/', method: 'GET', namedBy: 'registry.test' } as const;
  const { statusCode, body } = await dispatcher.request(asked);
  await body.dump();
  expect(statusCode).toBe(200);
  expect(early.take(`https://${host}`, 'registry.test')).toBeUndefined();
  expect(early.take(`https://${host}`)).toBeDefined();
  expect(relay.connections).toBe(2);
});

test('where it failed or has ended, another one is opened, and its reason is told', async () => {
  const { host } = await lab();
  const early = begin();
  setDefaultCACertificates(trusted);
  try {
    early.open(new URL(`https://${host}/`));
    const failure = client(host, early).getManifest('v1');
    await expect(failure).rejects.toThrow(/unable to (verify|get)|self-signed/);
  } finally {
    setDefaultCACertificates([...trusted, authority]);
  }
  early.open(new URL(`https://${host}/`));
  await sleep(400);
  early.close();
  expect(await client(host, early).getManifest('v1')).toBeUndefined();
});
