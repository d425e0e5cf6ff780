import {
  createHash,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
  X509Certificate,
} from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** A transparency log of version 1 that holds one entry a tree: what its API documents, and no more. */
export interface FakeRekor {
  readonly url: string;
  /** PEM. */
  readonly key: string;
  /** Names of the entries, in the order in which they came. */
  readonly entries: readonly string[];
  close(): Promise<void>;
}

interface Proposal {
  readonly kind: string;
  readonly spec: { readonly proposedContent: { readonly envelope: string; readonly verifiers: readonly string[] } };
}

export async function startFakeRekor(): Promise<FakeRekor> {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const entries = new Map<string, object>();
  const names: string[] = [];
  const server = createServer(async (request, response) => {
    const [status, body, headers = {}] = await answer(request, entries, names, privateKey);
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    key: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    entries: names,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

type Answer = [status: number, body: unknown, headers?: Record<string, string>];

async function answer(
  request: IncomingMessage,
  entries: Map<string, object>,
  names: string[],
  key: KeyObject,
): Promise<Answer> {
  if (request.method === 'GET') {
    const name = request.url?.split('/').at(-1) ?? '';
    return entries.has(name) ? [200, { [name]: entries.get(name) }] : [404, { code: 404, message: 'entry not found' }];
  }
  const body = canonicalBody(JSON.parse((await buffer(request)).toString()) as Proposal);
  if (body === undefined) return [400, { code: 400, message: 'the signature is not of this envelope' }];
  const name = createHash('sha256').update(Buffer.of(0)).update(body).digest('hex');
  if (entries.has(name)) {
    const location = `/api/v1/log/entries/${name}`;
    return [
      409,
      { code: 409, message: `an equivalent entry already exists in the transparency log with UUID ${name}` },
      { location },
    ];
  }
  entries.set(name, entryOf(body, key));
  names.push(name);
  return [201, { [name]: entries.get(name) }];
}

/** https://github.com/sigstore/rekor/blob/main/pkg/types/dsse/v0.0.1/dsse_v0_0_1_schema.json: what is kept of an envelope. */
function canonicalBody({ spec: { proposedContent } }: Proposal): Buffer | undefined {
  const { envelope, verifiers } = proposedContent;
  const { payload, payloadType, signatures } = JSON.parse(envelope);
  const content = Buffer.from(payload, 'base64');
  const encoded = Buffer.concat([
    Buffer.from(`DSSEv1 ${payloadType.length} ${payloadType} ${content.length} `),
    content,
  ]);
  const verifier = verifiers[0] ?? '';
  const pem = Buffer.from(verifier, 'base64').toString();
  const key = pem.includes('CERTIFICATE') ? new X509Certificate(pem).publicKey : createPublicKey(pem);
  const algorithm = key.asymmetricKeyType === 'ed25519' ? null : 'sha256';
  if (!verify(algorithm, encoded, key, Buffer.from(signatures[0].sig, 'base64'))) return undefined;
  const hash = (bytes: Buffer) => ({ algorithm: 'sha256', value: createHash('sha256').update(bytes).digest('hex') });
  const spec = {
    envelopeHash: hash(Buffer.from(envelope)),
    payloadHash: hash(content),
    signatures: [{ signature: signatures[0].sig, verifier }],
  };
  return Buffer.from(JSON.stringify({ apiVersion: '0.0.1', kind: 'dsse', spec }));
}

/** A tree of this entry alone, its head signed as a checkpoint, and the promise to take it in. */
function entryOf(leaf: Buffer, key: KeyObject): object {
  const id = createHash('sha256')
    .update(createPublicKey(key).export({ type: 'spki', format: 'der' }))
    .digest();
  const rootHash = createHash('sha256').update(Buffer.of(0)).update(leaf).digest();
  const note = `127.0.0.1 - 1\n1\n${rootHash.toString('base64')}\n`;
  const signature = Buffer.concat([id.subarray(0, 4), sign('sha256', Buffer.from(note), key)]);
  const checkpoint = `${note}\n\u2014 127.0.0.1 ${signature.toString('base64')}\n`;
  const integratedTime = Math.floor(Date.now() / 1000);
  const promised = { body: leaf.toString('base64'), integratedTime, logID: id.toString('hex'), logIndex: 0 };
  const signedEntryTimestamp = sign('sha256', Buffer.from(JSON.stringify(promised)), key).toString('base64');
  const inclusionProof = { checkpoint, hashes: [], logIndex: 0, rootHash: rootHash.toString('hex'), treeSize: 1 };
  return { ...promised, verification: { inclusionProof, signedEntryTimestamp } };
}
