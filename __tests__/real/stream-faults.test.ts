import { readFile } from 'node:fs/promises';
import { type AddressInfo, connect as connectTcp } from 'node:net';
import { createServer, getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pLimit from 'p-limit';
import { ActionError } from '../../src/errors.ts';
import { manifestDocument } from '../../src/oci/manifest.ts';
import { MEDIA_TYPE } from '../../src/oci/media-types.ts';
import type { BlobSource } from '../../src/registry/api.ts';
import type { Resolve } from '../../src/registry/http/address-guard.ts';
import { createDispatcher } from '../../src/registry/http/dispatcher.ts';
import type { Fault } from '../../testing/strict-registry/fault.ts';
import { FAULTS } from '../../testing/strict-registry/faults.ts';
import { type StrictRegistry, startStrictRegistry } from '../../testing/strict-registry/strict-registry.ts';
import { validateImage } from '../../testing/validate-image.ts';
import { connect } from '../registry/support/connect.ts';
import { growingBlob, readyBlob } from '../registry/support/memory-blob.ts';
import { makeSampleImage } from '../registry/support/sample-push.ts';
import { removeTemporaryFolders, temporaryFolder } from './support/temporary-folder.ts';
import { makeCertificates } from './support/tls-certificates.ts';

/** Runs at a time. */
const AT_ONCE = 8;
/** What passes by itself. */
const PASSING = /^(reset|truncated|stall|5|429)/;
/** Long enough that what arrived before a cut is worth going on from. */
const IMAGE = makeSampleImage(1_600_000);

const resolve: Resolve = (_, __, callback) => callback(null, [{ address: '127.0.0.1', family: 4 }]);
const trusted = getCACertificates();
let tls = { key: Buffer.alloc(0), cert: Buffer.alloc(0) };

beforeAll(async () => {
  const files = await makeCertificates(await temporaryFolder('stream-faults'));
  tls = { key: await readFile(files.key), cert: await readFile(files.certificate) };
  setDefaultCACertificates([...trusted, await readFile(files.authority, 'utf8')]);
});

afterAll(async () => {
  setDefaultCACertificates(trusted);
  await removeTemporaryFolders();
});

/** Large, and long in the making: over TLS it goes out meanwhile. */
function slowLayer(): BlobSource {
  const blob = growingBlob('the layer', IMAGE.layer, MEDIA_TYPE.layerGzip);
  return { ...blob, sizeLimit: 16 * 1024 * 1024, remaining: () => (blob.known() === undefined ? 60_000 : 0) };
}

async function push(registry: StrictRegistry): Promise<string> {
  const ending = createServer(tls, (socket) => {
    const inside = connectTcp(Number(new URL(registry.origin).port), '127.0.0.1');
    socket.pipe(inside).on('error', () => socket.destroy());
    inside.on('close', () => socket.destroy());
    socket.on('close', () => inside.destroy());
    inside.pipe(socket).on('error', () => inside.destroy());
  });
  await new Promise<void>((listening) => ending.listen(0, '127.0.0.1', listening));
  const dispatcher = createDispatcher({ timeout: 5000, resolve });
  const host = `registry.test:${(ending.address() as AddressInfo).port}`;
  const { client, close } = connect(host, { dispatcher, settings: { timeout: 2000, think: 2000 } });
  try {
    const layer = await client.pushBlob(slowLayer());
    const config = await client.pushBlob(readyBlob('the config', IMAGE.config, MEDIA_TYPE.config));
    const manifest = manifestDocument(config.descriptor, [layer.descriptor], {});
    await client.putManifest('v1', manifest.bytes, MEDIA_TYPE.manifest);
    return '';
  } catch (error) {
    if (error instanceof ActionError && / failed: /.test(error.message)) return error.message;
    throw error;
  } finally {
    await close();
    ending.close();
  }
}

async function run(disturb: (registry: StrictRegistry) => void = () => {}) {
  const registry = await startStrictRegistry();
  try {
    disturb(registry);
    const message = await push(registry);
    const tags = registry.store.find('o/app')?.tags ?? new Map<string, string>();
    if (message !== '' && tags.size > 0) throw new Error(`a tag was moved, and yet: ${message}`);
    if (message === '') await validateImage({ origin: registry.origin, repository: 'o/app', reference: 'v1' });
    return { message, requests: registry.requests, violations: registry.violations, open: registry.openSessions };
  } finally {
    await registry.close();
  }
}

test('a layer that is sent while it is made ends in the right image or in one clear error, whatever fails once', async () => {
  const undisturbed = await run();
  expect(undisturbed).toMatchObject({ message: '', violations: [], open: 0 });
  expect(undisturbed.requests.map(({ method }) => method)).toContain('PATCH');
  const limit = pLimit(AT_ONCE);
  const at = async (fault: Fault, place: string) => {
    const ended = await run((registry) => registry.addFault({ fault, at: ({ method }) => method === place }));
    return { what: `${fault.name} at the ${place}`, passes: PASSING.test(fault.name), message: ended.message };
  };
  // The session, the stream and its end; all others are requests of any push.
  const places = ['POST', 'PATCH', 'PUT'];
  const runs = await Promise.all(FAULTS.flatMap((fault) => places.map((place) => limit(() => at(fault, place)))));
  expect(runs.filter(({ passes, message }) => passes && message !== '')).toEqual([]);
  process.stdout.write(`a stream over TLS: ${runs.length} runs\n`);
}, 300_000);
