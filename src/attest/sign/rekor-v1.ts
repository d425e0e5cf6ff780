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
import { pemOf } from './signer.ts';
import type { SignedStatement, Witness } from './witness.ts';

/** The public log as it is today. https://github.com/sigstore/rekor/blob/main/openapi.yaml */
export function rekorV1(url: URL, fetch: ServiceFetch): Witness {
  return async (signed) => {
    const answer = await fetch({
      action: RECORDING,
      ...jsonPost(addressAt(url, '/api/v1/log/entries'), proposal(signed)),
    });
    const stored = answer.status === 409 ? await existing(answer, url, fetch) : answer;
    if (stored.status !== 200 && stored.status !== 201) throw logRefusal(wordsOf(stored), url);
    return { kind: 'log', entry: entryOf(stored, signed, url) };
  };
}

function proposal({ statement, payloadType, bytes, material }: SignedStatement): object {
  const envelope = {
    payload: statement.toString('base64'),
    payloadType,
    signatures: [{ sig: bytes.toString('base64'), keyid: '' }],
  };
  const verifiers = [Buffer.from(pemOf(material)).toString('base64')];
  const proposedContent = { envelope: JSON.stringify(envelope), verifiers };
  return { apiVersion: '0.0.1', kind: 'dsse', spec: { proposedContent } };
}

/** The log had it already, as after a lost answer: it says where, and of that only the name of the entry is used. */
function existing(answer: ServiceAnswer, url: URL, fetch: ServiceFetch): Promise<ServiceAnswer> {
  const location = [answer.headers.location].flat()[0] ?? '';
  const [, uuid] = /\/([0-9a-f]{64,80})$/.exec(location) ?? [];
  if (uuid === undefined) throw logRefusal('it has the entry and does not say where', url);
  const address = addressAt(url, `/api/v1/log/entries/${uuid}`);
  return fetch({ action: RECORDING, method: 'GET', url: address, headers: { accept: 'application/json' } });
}

function entryOf(answer: ServiceAnswer, signed: SignedStatement, url: URL): TransparencyLogEntry {
  const [entry] = Object.values(jsonOf(answer) ?? {});
  const body = textAt(entry, 'body');
  const proof = valueAt(entry, 'verification', 'inclusionProof');
  const promise = textAt(entry, 'verification', 'signedEntryTimestamp');
  const [logId, checkpoint, rootHash] = [
    textAt(entry, 'logID'),
    textAt(proof, 'checkpoint'),
    textAt(proof, 'rootHash'),
  ];
  const [logIndex, integratedTime] = [digitsAt(entry, 'logIndex'), digitsAt(entry, 'integratedTime')];
  const [leafIndex, treeSize] = [digitsAt(proof, 'logIndex'), digitsAt(proof, 'treeSize')];
  if (
    !logIndex ||
    !integratedTime ||
    !leafIndex ||
    !treeSize ||
    !body ||
    !promise ||
    !logId ||
    !checkpoint ||
    !rootHash
  )
    throw logRefusal('the answer is not an entry with its proof', url);
  const canonicalizedBody = Buffer.from(body, 'base64');
  if (!isAbout(canonicalizedBody, signed)) throw logRefusal('the answer is about another signature', url);
  const hashes = valueAt(proof, 'hashes');
  return {
    logIndex,
    logId: { keyId: Buffer.from(logId, 'hex') },
    kindVersion: { kind: 'dsse', version: '0.0.1' },
    integratedTime,
    inclusionPromise: { signedEntryTimestamp: Buffer.from(promise, 'base64') },
    inclusionProof: {
      logIndex: leafIndex,
      rootHash: Buffer.from(rootHash, 'hex'),
      treeSize,
      hashes: Array.isArray(hashes) ? hashes.map((hash) => Buffer.from(String(hash), 'hex')) : [],
      checkpoint: { envelope: checkpoint },
    },
    canonicalizedBody,
  };
}

function isAbout(body: Buffer, { statement, bytes }: SignedStatement): boolean {
  const spec = valueAt(jsonOf({ body }), 'spec');
  const signatures = valueAt(spec, 'signatures');
  const hash = createHash('sha256').update(statement).digest('hex');
  return (
    textAt(spec, 'payloadHash', 'value') === hash &&
    Array.isArray(signatures) &&
    signatures.some((one) => textAt(one, 'signature') === bytes.toString('base64'))
  );
}
