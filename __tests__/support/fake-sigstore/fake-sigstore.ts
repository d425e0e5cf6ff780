import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { fulcioHandler, initializeCA, initializeCTLog, initializeTSA, tsaHandler } from '@sigstore/mock';
import { type FakeRekor, startFakeRekor } from './fake-rekor.ts';

export type ServiceName = 'identity' | 'fulcio' | 'rekor' | 'tsa';

/** `lost`: the service does what it is asked, and the answer does not arrive. `cut`: half of the answer does. */
export type ServiceFault = 'reset' | 'lost' | 'cut' | 'garbled' | 429 | 500 | 503;

/** Fulcio, Rekor 1, a timestamp authority and an identity provider behind one port, with faults where a test wants them. */
export interface FakeSigstore {
  readonly url: URL;
  readonly rekor: FakeRekor;
  /** Every request so far, by service. */
  readonly requests: readonly ServiceName[];
  /** Asked for each request, with its number (from 1). */
  interfere: (service: ServiceName, number: number) => ServiceFault | undefined;
  forgetRequests(): void;
  close(): Promise<void>;
}

export const TOKEN = tokenOf({
  iss: 'https://token.actions.githubusercontent.com',
  sub: 'https://github.com/acme/app/.github/workflows/release.yml@refs/tags/v1.4.2',
  aud: 'sigstore',
  repository: 'acme/app',
  ref: 'refs/tags/v1.4.2',
  sha: '0123456789abcdef0123456789abcdef01234567',
  event_name: 'push',
  repository_id: '1',
  repository_owner_id: '2',
  runner_environment: 'github-hosted',
  workflow_ref: 'acme/app/.github/workflows/release.yml@refs/tags/v1.4.2',
  job_workflow_ref: 'acme/app/.github/workflows/release.yml@refs/tags/v1.4.2',
  run_id: '7',
  run_attempt: '1',
});

interface Reply {
  readonly status: number;
  readonly body: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

export async function startFakeSigstore(): Promise<FakeSigstore> {
  const pair = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const ca = await initializeCA(pair(), await initializeCTLog(pair()));
  const fulcio = fulcioHandler(ca);
  const tsa = tsaHandler(await initializeTSA(pair()));
  const rekor = await startFakeRekor();
  const root = pem(Buffer.from(ca.rootCertificate.buffer as ArrayBuffer));
  const requests: ServiceName[] = [];

  const answer = async (service: ServiceName, request: IncomingMessage, body: Buffer): Promise<Reply> => {
    if (service === 'identity') return { status: 200, body: JSON.stringify({ value: TOKEN }) };
    if (service === 'rekor') return forward(rekor.url, request, body);
    if (request.url === '/api/v2/trustBundle')
      return { status: 200, body: JSON.stringify({ chains: [{ certificates: [root] }] }) };
    const { statusCode, response } = await (service === 'fulcio' ? fulcio : tsa).fn(body.toString());
    return { status: statusCode, body: typeof response === 'string' ? response : Buffer.from(response as Uint8Array) };
  };
  const server = createServer(async (request, response) => {
    const service = serviceOf(request.url ?? '');
    requests.push(service);
    const fault = fake.interfere(service, requests.length);
    const body = await buffer(request);
    if (fault === 'reset') return request.socket.resetAndDestroy();
    if (typeof fault === 'number')
      return response.writeHead(fault, { 'retry-after': '1' }).end('{"message":"not now"}');
    const reply = await answer(service, request, body);
    if (fault === 'lost') return request.socket.resetAndDestroy();
    send(response, reply, fault);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const fake: FakeSigstore = {
    url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    rekor,
    requests,
    interfere: () => undefined,
    forgetRequests: () => void requests.splice(0),
    close: async () => {
      server.closeAllConnections();
      await Promise.all([new Promise((resolve) => server.close(resolve)), rekor.close()]);
    },
  };
  return fake;
}

function send(response: ServerResponse, { status, body, headers }: Reply, fault: ServiceFault | undefined): void {
  const bytes = Buffer.from(body);
  response.writeHead(status, { ...headers, 'content-length': bytes.length });
  if (fault !== 'cut') return void response.end(bytes);
  response.write(bytes.subarray(0, bytes.length / 2), () => response.socket?.resetAndDestroy());
}

function serviceOf(path: string): ServiceName {
  if (path.startsWith('/token')) return 'identity';
  if (path.startsWith('/api/v1/log')) return 'rekor';
  return path.startsWith('/api/v1/timestamp') ? 'tsa' : 'fulcio';
}

async function forward(url: string, { method = 'GET', url: path = '' }: IncomingMessage, body: Buffer): Promise<Reply> {
  const answer = await fetch(new URL(path, url), {
    method,
    ...(method === 'POST' ? { body: new Uint8Array(body) } : {}),
  });
  const location = answer.headers.get('location');
  return {
    status: answer.status,
    body: await answer.text(),
    ...(location === null ? {} : { headers: { location } }),
  };
}

function tokenOf(claims: object): string {
  const now = Math.floor(Date.now() / 1000);
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256' })}.${part({ ...claims, iat: now, exp: now + 600 })}.c2lnbmF0dXJl`;
}

function pem(der: Buffer): string {
  return `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----\n`;
}
