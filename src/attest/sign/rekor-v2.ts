import { createHash } from 'node:crypto';
import type { TransparencyLogEntry } from '@sigstore/bundle';
import {
  addressAt,
  digitsAt,
  jsonOf,
  jsonPost,
  type ServiceAnswer,
  type ServiceFetch,
  textAt,
  valueAt,
  wordsOf,
} from '../service.ts';
import { logRefusal, RECORDING } from './log-refusal.ts';
import { publicKeyOf } from './signer.ts';
import { refusedByLog } from './signing-key-errors.ts';
import { AlreadyLogged, type SignedStatement, type Witness } from './witness.ts';

/**
 * Rekor 2 takes hashedrekord only, of the envelope's pre-authentication encoding, since rekor-tiles 2.3. Its answer is the
 * entry of the bundle as it is. https://github.com/sigstore/rekor-tiles/blob/main/api/proto/rekor/v2/rekor_service.proto
 */
export function rekorV2(url: URL, fetch: ServiceFetch): Witness {
  return async (signed) => {
    const answer = await fetch({
      action: RECORDING,
      ...jsonPost(addressAt(url, '/api/v2/log/entries'), request(signed)),
    });
    if (answer.status === 409)
      throw new AlreadyLogged(`${RECORDING} failed: it has the same signature already (${url.host})`);
    if (answer.status !== 200 && answer.status !== 201) throw logRefusal(wordsOf(answer), url);
    return { kind: 'log', entry: entryOf(answer, signed, url) };
  };
}

function request({ encoded, bytes, material }: SignedStatement): object {
  const rawBytes = material.der.toString('base64');
  const verifier = {
    ...(material.kind === 'certificate' ? { x509Certificate: { rawBytes } } : { publicKey: { rawBytes } }),
    keyDetails: 'PKIX_ECDSA_P256_SHA_256',
  };
  if (publicKeyOf(material).asymmetricKeyDetails?.namedCurve !== 'prime256v1') throw refusedByLog();
  const digest = createHash('sha256').update(encoded).digest('base64');
  return { hashedRekordRequestV002: { digest, signature: { content: bytes.toString('base64'), verifier } } };
}

function entryOf(answer: ServiceAnswer, { bytes }: SignedStatement, url: URL): TransparencyLogEntry {
  const document = jsonOf(answer);
  const proof = valueAt(document, 'inclusionProof');
  const checkpoint = textAt(proof, 'checkpoint', 'envelope');
  const [keyId, body, rootHash] = [
    textAt(document, 'logId', 'keyId'),
    textAt(document, 'canonicalizedBody'),
    textAt(proof, 'rootHash'),
  ];
  const treeSize = digitsAt(proof, 'treeSize');
  if (!checkpoint || !keyId || !body || !rootHash || !treeSize)
    throw logRefusal('the answer is not an entry with its proof', url);
  const canonicalizedBody = Buffer.from(body, 'base64');
  const logged = textAt(jsonOf({ body: canonicalizedBody }), 'spec', 'hashedRekordV002', 'signature', 'content');
  if (logged !== bytes.toString('base64')) throw logRefusal('the answer is about another signature', url);
  const hashes = valueAt(proof, 'hashes');
  return {
    logIndex: digitsAt(document, 'logIndex') ?? '0',
    logId: { keyId: Buffer.from(keyId, 'base64') },
    kindVersion: { kind: 'hashedrekord', version: '0.0.2' },
    integratedTime: '0',
    inclusionPromise: undefined,
    inclusionProof: {
      logIndex: digitsAt(proof, 'logIndex') ?? '0',
      rootHash: Buffer.from(rootHash, 'base64'),
      treeSize,
      hashes: Array.isArray(hashes) ? hashes.map((hash) => Buffer.from(String(hash), 'base64')) : [],
      checkpoint: { envelope: checkpoint },
    },
    canonicalizedBody,
  };
}
