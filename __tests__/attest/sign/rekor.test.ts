import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { ServiceAnswer, ServiceFetch } from '../../../src/attest/service.ts';
import { keySigner } from '../../../src/attest/sign/key-signer.ts';
import { rekorV1 } from '../../../src/attest/sign/rekor-v1.ts';
import { rekorV2 } from '../../../src/attest/sign/rekor-v2.ts';
import { signStatement } from '../../../src/attest/sign/sign-statement.ts';
import { type FakeRekor, startFakeRekor } from '../../support/fake-sigstore/fake-rekor.ts';

const P256 = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
const STATEMENT = Buffer.from('{"_type":"https://in-toto.io/Statement/v1"}');
const URL_OF_LOG = new URL('https://rekor.example.com/log');

const sending: ServiceFetch = async ({ url, method, body }) => {
  const answer = await fetch(url, { method, ...(body === undefined ? {} : { body: new Uint8Array(body) }) });
  const location = answer.headers.get('location');
  const headers = location === null ? {} : { location };
  return { status: answer.status, headers, body: Buffer.from(await answer.arrayBuffer()) };
};

function answering(...answers: readonly (readonly [status: number, body: unknown])[]) {
  const asked: { url: string; body: unknown }[] = [];
  const ask: ServiceFetch = async ({ url, body }): Promise<ServiceAnswer> => {
    asked.push({ url: url.href, body: JSON.parse(body?.toString() ?? '{}') });
    const [status = 500, answer] = answers[Math.min(asked.length, answers.length) - 1] ?? [];
    return { status, headers: {}, body: Buffer.from(JSON.stringify(answer)) };
  };
  return { ask, asked };
}

describe('a log of version 1', () => {
  let rekor: FakeRekor;
  beforeEach(async () => {
    rekor = await startFakeRekor();
  });
  afterEach(() => rekor.close());

  test('that has the entry already is asked for it: the same bundle comes of it', async () => {
    const key = generateKeyPairSync('ed25519').privateKey;
    const sign = () => signStatement(STATEMENT, keySigner(key), [rekorV1(new URL(rekor.url), sending)]);
    const first = await sign();
    expect(await sign()).toEqual(first);
    expect(rekor.entries).toHaveLength(1);
  });

  test('that answers with the entry of another signature is not believed', async () => {
    const other = await sending(await someProposal(rekor));
    const ask: ServiceFetch = async () => other;
    await expect(signStatement(STATEMENT, keySigner(P256), [rekorV1(URL_OF_LOG, ask)])).rejects.toThrow(
      'the answer is about another signature',
    );
  });

  test.each([{}, { uuid: { body: 'e30=' } }, { uuid: null }])(
    'that answers with %j has given no entry',
    async (body) => {
      const { ask } = answering([201, body]);
      await expect(signStatement(STATEMENT, keySigner(P256), [rekorV1(URL_OF_LOG, ask)])).rejects.toThrow(
        'the answer is not an entry with its proof (rekor.example.com)',
      );
    },
  );
});

describe('a log of version 2', () => {
  test('gets the hash of what was signed, below the path of its address', async () => {
    const { ask, asked } = answering([400, { message: 'no' }]);
    await expect(signStatement(STATEMENT, keySigner(P256), [rekorV2(URL_OF_LOG, ask)])).rejects.toThrow(
      'Recording the signature in the transparency log failed: 400 no (rekor.example.com)',
    );
    expect(asked).toMatchObject([
      {
        url: 'https://rekor.example.com/log/api/v2/log/entries',
        body: { hashedRekordRequestV002: { signature: { verifier: { keyDetails: 'PKIX_ECDSA_P256_SHA_256' } } } },
      },
    ]);
  });

  test('that has the signature already gets a new one, three times at the most', async () => {
    const { ask, asked } = answering([409, { message: 'an equivalent entry already exists' }]);
    await expect(signStatement(STATEMENT, keySigner(P256), [rekorV2(URL_OF_LOG, ask)])).rejects.toThrow(
      'it has the same signature',
    );
    expect(new Set(asked.map(({ body }) => JSON.stringify(body))).size).toBe(3);
  });

  test('takes no other key than P-256, which is said before anything is sent', async () => {
    const { ask, asked } = answering([201, {}]);
    const key = generateKeyPairSync('ed25519').privateKey;
    await expect(signStatement(STATEMENT, keySigner(key), [rekorV2(URL_OF_LOG, ask)])).rejects.toThrow(
      'P-256 keys only',
    );
    expect(asked).toEqual([]);
  });
});

/** The request for a signature by some other key. */
async function someProposal({ url }: FakeRekor): Promise<Parameters<ServiceFetch>[0]> {
  let kept: Parameters<ServiceFetch>[0] | undefined;
  const keep: ServiceFetch = async (request) => {
    kept = request;
    throw new Error('kept');
  };
  const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  await signStatement(STATEMENT, keySigner(other), [rekorV1(new URL(url), keep)]).catch(() => {});
  if (kept === undefined) throw new Error('nothing was asked');
  return kept;
}
