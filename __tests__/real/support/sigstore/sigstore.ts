import { createPublicKey } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type IdentityProvider, startIdentityProvider } from '../../../support/identity-provider.ts';
import { type Background, startBackground } from '../background.ts';
import { freePort } from '../free-port.ts';
import { httpGet } from '../http-get.ts';
import { output } from '../process.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { GITLAB_CLAIMS } from './gitlab-job.ts';
import { type FakeRekor, startRekorV1 } from './rekor-v1.ts';
import { sigstoreTool } from './tools.ts';

/** A whole Sigstore on loopback: real ones but for the log of version 1, which would need a database. */
export interface Sigstore {
  readonly issuer: IdentityProvider;
  /** Of jobs on GitLab. */
  readonly gitlab: IdentityProvider;
  readonly fulcio: string;
  /** Version 2. */
  readonly rekor: string;
  readonly rekorV1: FakeRekor;
  readonly tsa: string;
  /** For cosign: names all of them. */
  readonly trustedRoot: string;
  stop(): Promise<void>;
}

const SINCE = 'start-time=2024-01-01T00:00:00Z';

/** Starts everything at free ports; a second or two. */
export async function startSigstore(): Promise<Sigstore> {
  const folder = await temporaryFolder('sigstore');
  const [issuer, gitlab] = await Promise.all([startIdentityProvider(), startIdentityProvider()]);
  gitlab.claims = GITLAB_CLAIMS;
  await makeAuthority(folder);
  const [rekor, tsa, rekorV1, ctLog] = await Promise.all([
    startRekor(folder),
    startTsa(folder),
    startRekorV1(folder),
    startCtLog(folder),
  ]);
  const fulcio = await startFulcio(folder, { [issuer.url]: 'github-workflow', [gitlab.url]: 'gitlab-pipeline' }, ctLog);
  const trustedRoot = join(folder, 'trusted-root.json');
  const chain = join(folder, 'root.pem');
  await output(sigstoreTool('cosign'), [
    'trusted-root',
    'create',
    '--fulcio',
    `url=${fulcio.url},certificate-chain=${chain}`,
    '--rekor',
    `url=${rekor.url},public-key=${join(folder, 'rekor.pub')},${SINCE},origin=127.0.0.1`,
    '--rekor',
    `url=${rekorV1.url},public-key=${rekorV1.publicKey},${SINCE}`,
    '--ctfe',
    `url=${ctLog.url},public-key=${join(folder, 'ct-log.pub')},${SINCE},origin=ct-log`,
    '--tsa',
    `url=${tsa.url}/api/v1/timestamp,certificate-chain=${join(folder, 'tsa.pem')}`,
    '--out',
    trustedRoot,
  ]);
  const stop = async () => {
    await Promise.all([fulcio, rekor, tsa, ctLog].map((one) => one.background.stop()));
    await Promise.all([issuer.close(), gitlab.close(), rekorV1.close()]);
  };
  return { issuer, gitlab, fulcio: fulcio.url, rekor: rekor.url, rekorV1, tsa: tsa.url, trustedRoot, stop };
}

interface Service {
  readonly url: string;
  readonly background: Background;
}

async function serve(name: string, path: string, argsFor: (port: number) => Promise<string[]>): Promise<Service> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const ready = async () => (await httpGet(`${url}${path}`)).status < 500;
  return { url, background: await startBackground(sigstoreTool(name), await argsFor(port), { ready }) };
}

async function makeAuthority(folder: string): Promise<void> {
  const at = (name: string) => join(folder, name);
  await output('openssl', [
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-keyout',
    at('plain.key'),
    '-nodes',
    '-out',
    at('root.pem'),
    '-days',
    '30',
    '-subj',
    '/CN=root',
    '-addext',
    'keyUsage=critical,keyCertSign,cRLSign',
    '-addext',
    'basicConstraints=critical,CA:TRUE',
  ]);
  await output('openssl', [
    'pkcs8',
    '-topk8',
    '-in',
    at('plain.key'),
    '-out',
    at('root.key'),
    '-passout',
    'pass:x',
    '-v2',
    'aes-256-cbc',
  ]);
}

async function startRekor(folder: string): Promise<Service> {
  const key = await keyPair(folder, 'rekor', ['-algorithm', 'ed25519']);
  await mkdir(join(folder, 'rekor'));
  return serve('rekor', '/healthz', async (port) => [
    'serve',
    '--hostname',
    '127.0.0.1',
    '--storage-dir',
    join(folder, 'rekor'),
    '--signer-filepath',
    key,
    '--checkpoint-interval',
    '1s',
    '--http-port',
    `${port}`,
    '--grpc-port',
    `${await freePort()}`,
    '--http-metrics-port',
    `${await freePort()}`,
  ]);
}

async function startTsa(folder: string): Promise<Service> {
  const service = await serve('timestamp-server', '/ping', async (port) => [
    'serve',
    '--host',
    '127.0.0.1',
    '--port',
    `${port}`,
    '--timestamp-signer',
    'memory',
    '--disable-ntp-monitoring',
  ]);
  const { body } = await httpGet(`${service.url}/api/v1/timestamp/certchain`);
  await writeFile(join(folder, 'tsa.pem'), body);
  return service;
}

async function startCtLog(folder: string): Promise<Service> {
  const key = await keyPair(folder, 'ct-log', ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256']);
  await mkdir(join(folder, 'ct-log'));
  const sec1 = join(folder, 'ct-log.sec1.pem');
  await output('openssl', ['ec', '-in', key, '-out', sec1]);
  return serve('ct-log', '/ct/v1/get-roots', async (port) => [
    '--private_key',
    sec1,
    '--origin',
    'ct-log',
    '--storage_dir',
    join(folder, 'ct-log'),
    '--roots_pem_file',
    join(folder, 'root.pem'),
    '--ext_key_usages',
    'CodeSigning',
    '--http_endpoint',
    `127.0.0.1:${port}`,
    '--logtostderr',
  ]);
}

/** @param issuers the kind of each, by its address */
async function startFulcio(
  folder: string,
  issuers: Readonly<Record<string, string>>,
  ctLog: Service,
): Promise<Service> {
  const config = join(folder, 'fulcio.yaml');
  // Not JSON, which Fulcio reads with other keys.
  const entries = Object.entries(issuers).map(
    ([url, type]) => `  "${url}": { issuer-url: "${url}", client-id: sigstore, type: ${type} }\n`,
  );
  await writeFile(config, `oidc-issuers:\n${entries.join('')}`);
  return serve('fulcio', '/healthz', async (port) => [
    'serve',
    '--host',
    '127.0.0.1',
    '--port',
    `${port}`,
    '--grpc-host',
    '127.0.0.1',
    '--grpc-port',
    `${await freePort()}`,
    '--metrics-port',
    `${await freePort()}`,
    '--ca',
    'fileca',
    '--fileca-cert',
    join(folder, 'root.pem'),
    '--fileca-key',
    join(folder, 'root.key'),
    '--fileca-key-passwd',
    'x',
    '--ct-log-url',
    ctLog.url,
    '--ct-log-origin',
    'ct-log',
    '--config-path',
    config,
  ]);
}

async function keyPair(folder: string, name: string, args: readonly string[]): Promise<string> {
  const path = join(folder, `${name}.pem`);
  await output('openssl', ['genpkey', ...args, '-out', path]);
  const publicKey = createPublicKey(await readFile(path, 'utf8')).export({ type: 'spki', format: 'pem' });
  await writeFile(join(folder, `${name}.pub`), publicKey);
  return path;
}
