import { afterEach, describe, expect, test } from '@jest/globals';
import { digestOf, hexOf } from '../../../src/oci/digest.ts';
import { SignatureTag } from '../../../src/publish/referrers/signature-tag.ts';
import { systemClock } from '../../../src/runner/clock.ts';
import { type StrictRegistry, startStrictRegistry } from '../../../testing/strict-registry/strict-registry.ts';
import { connect } from '../../registry/support/connect.ts';
import { instantClock } from '../../support/publishing.ts';
import { seeded } from '../../support/seeded.ts';

const SUBJECT = digestOf(Buffer.from('an image'));
const PAYLOAD = Buffer.from('{"critical":{}}');

let open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.reverse()) await one.close();
  open = [];
});

/** A run of its own, with a key of its own: its signature is this text. */
async function sign(registry: StrictRegistry, text: string, seed = 1): Promise<void> {
  const connection = connect(registry.host, { settings: { timeout: 20_000, think: 20_000 } });
  open.push(connection);
  const signature = Buffer.from(text);
  const classic = { payload: PAYLOAD, sign: async () => signature, isOwn: (found: Buffer) => found.equals(signature) };
  const ports = { client: connection.client, clock: systemClock, random: seeded(seed) };
  await new SignatureTag(SUBJECT, classic, ports).write();
}

function signaturesIn(registry: StrictRegistry): string[] {
  const stored = registry.store.find('o/app')?.manifest(`sha256-${hexOf(SUBJECT)}.sig`);
  const { layers } = JSON.parse(stored?.bytes.toString() ?? '{"layers":[]}') as { layers: Layer[] };
  return layers.map(({ annotations }) =>
    Buffer.from(annotations['dev.cosignproject.cosign/signature'] ?? '', 'base64').toString(),
  );
}

interface Layer {
  readonly annotations: Readonly<Record<string, string>>;
}

describe('the tag of signatures as cosign 2 reads them', () => {
  test('gets no second one of the same key', async () => {
    const registry = await startStrictRegistry();
    open.push(registry);
    await sign(registry, 'one');
    registry.forgetRequests();
    await sign(registry, 'one');
    expect(registry.requests.map(({ method }) => method)).not.toContain('PUT');
    expect(signaturesIn(registry)).toEqual(['one']);
  });

  test('is not written before the image is there, and what it needs is sent once', async () => {
    const registry = await startStrictRegistry();
    open.push(registry);
    const connection = connect(registry.host);
    open.push(connection);
    const signature = Buffer.from('one');
    const classic = {
      payload: PAYLOAD,
      sign: async () => signature,
      isOwn: (found: Buffer) => found.equals(signature),
    };
    const ports = { client: connection.client, clock: instantClock(), random: seeded(1) };
    const tag = new SignatureTag(SUBJECT, classic, ports);
    await tag.prepare();
    expect(signaturesIn(registry)).toEqual([]);
    registry.forgetRequests();
    await tag.write();
    expect(signaturesIn(registry)).toEqual(['one']);
    expect(registry.requests.filter(({ path }) => path.includes('/blobs/'))).toEqual([]);
  });

  test('is waited for no longer where a signature takes long to make', async () => {
    const registry = await startStrictRegistry();
    open.push(registry);
    const connection = connect(registry.host);
    open.push(connection);
    const clock = { ...instantClock() };
    const signature = Buffer.from('one');
    const sign = async () => {
      await clock.sleep(2000);
      return signature;
    };
    const ports = { client: connection.client, clock, random: seeded(1) };
    const classic = { payload: PAYLOAD, sign, isOwn: (found: Buffer) => found.equals(signature) };
    await new SignatureTag(SUBJECT, classic, ports).write();
    expect(clock.slept).toEqual([2000, 30]);
    expect(signaturesIn(registry)).toEqual(['one']);
  });

  test.each(['heeded', 'ignored'] as const)(
    'keeps those of twenty who sign at once, where If-Match is %s',
    async (conditions) => {
      const registry = await startStrictRegistry({ quirks: { conditions } });
      open.push(registry);
      const signers = Array.from({ length: 20 }, (_, place) => `of signer ${place}`);
      await Promise.all(signers.map((signer, place) => sign(registry, signer, place)));
      expect(signaturesIn(registry).toSorted()).toEqual(signers.toSorted());
      expect(registry.violations).toEqual([]);
    },
    120_000,
  );
});
