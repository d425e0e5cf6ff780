import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { claimsOf } from '../../../src/attest/identity/claims.ts';
import type { ServiceAnswer, ServiceFetch } from '../../../src/attest/service.ts';
import { FulcioSigner } from '../../../src/attest/sign/fulcio-signer.ts';
import { type FakeSigstore, startFakeSigstore, TOKEN } from '../../support/fake-sigstore/fake-sigstore.ts';

const NOW = Date.parse('2026-11-26T00:00:00Z');

function tokenWith(times: object): string {
  const payload = Buffer.from(JSON.stringify({ sub: 'somebody', ...times })).toString('base64url');
  return `e30.${payload}.c2ln`;
}

/** A Fulcio that refuses, at the time that its `Date` header says. */
function refusing(message: string, date: number): ServiceFetch {
  const headers = { date: new Date(date).toUTCString() };
  return async (): Promise<ServiceAnswer> => ({
    status: 400,
    headers,
    body: Buffer.from(JSON.stringify({ code: 3, message })),
  });
}

function signer(token: string, fetch: ServiceFetch, now = NOW, refusedHint?: string) {
  const clock = { now: () => now, sleep: async () => {} };
  const identity = async () => ({ token, claims: claimsOf(token) });
  const url = new URL('https://fulcio.example.com');
  return new FulcioSigner({ url, identity, fetch, clock, ...(refusedHint === undefined ? {} : { refusedHint }) });
}

describe('what Fulcio refuses', () => {
  test.each([
    [
      'a token that has expired',
      { exp: NOW / 1000 - 60 },
      NOW,
      'The identity token expired at 2026-11-25T23:59:00.000Z',
    ],
    ['a token from the future', { nbf: NOW / 1000 + 60 }, NOW, 'is not valid yet'],
    ['a machine whose clock is ahead', {}, NOW + 3_600_000, 'The clock of this machine is 3600 s ahead of'],
    ['anything else', {}, NOW, 'the plan'],
  ])('%s is explained by the clock of the server', async (_, times, ours, hint) => {
    const signing = signer(tokenWith(times), refusing('error verifying the token', NOW), ours, 'the plan').sign(
      Buffer.of(1),
    );
    await expect(signing).rejects.toMatchObject({
      message: 'Getting a certificate from Fulcio failed: 400 error verifying the token (fulcio.example.com)',
      hint: expect.stringContaining(hint),
    });
  });

  test('says nothing of the token', async () => {
    const error = await signer(TOKEN, refusing(TOKEN.slice(0, 3), NOW))
      .sign(Buffer.of(1))
      .catch(String);
    expect(error).not.toContain(TOKEN);
  });
});

describe('a certificate', () => {
  let sigstore: FakeSigstore;
  beforeEach(async () => {
    sigstore = await startFakeSigstore();
  });
  afterEach(() => sigstore.close());

  /** The fake's own answers, whatever was asked for. */
  const ask: ServiceFetch = async ({ body, method }) => {
    const address = new URL('/api/v2/signingCert', sigstore.url);
    const answer = await fetch(address, { method, body: new Uint8Array(body ?? []) });
    return { status: answer.status, headers: {}, body: Buffer.from(await answer.arrayBuffer()) };
  };

  test('serves many signatures at once, and is renewed before it is over', async () => {
    let now = Date.now();
    const clock = { now: () => now, sleep: async () => {} };
    const identity = async () => ({ token: TOKEN, claims: claimsOf(TOKEN) });
    const signing = new FulcioSigner({ url: sigstore.url, identity, fetch: ask, clock });
    await Promise.all([1, 2, 3].map((byte) => signing.sign(Buffer.of(byte))));
    expect(sigstore.requests).toEqual(['fulcio']);
    now += 24 * 3_600_000;
    await signing.sign(Buffer.of(4));
    expect(sigstore.requests).toEqual(['fulcio', 'fulcio']);
  });

  test('for another key than ours is refused', async () => {
    const stale = await ask({ action: '', method: 'POST', url: sigstore.url, body: Buffer.from(await someRequest()) });
    await expect(signer(TOKEN, async () => stale, Date.now()).sign(Buffer.of(1))).rejects.toThrow('is for another key');
  });
});

/** What a signer asks Fulcio for. */
async function someRequest(): Promise<string> {
  let sent = '';
  const keep: ServiceFetch = async ({ body }) => {
    sent = body?.toString() ?? '';
    throw new Error('kept');
  };
  await signer(TOKEN, keep)
    .sign(Buffer.of(1))
    .catch(() => {});
  return sent;
}
