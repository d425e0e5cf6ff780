import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startBackground } from './background.ts';
import { freePort } from './free-port.ts';
import { httpGet } from './http-get.ts';
import { output } from './process.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A registry of its own on loopback, empty, plain HTTP. */
export interface RealRegistry {
  /** `127.0.0.1:5123`, as it stands in a reference. */
  readonly host: string;
  readonly url: string;
  /** Where its blobs and manifests lie; empty where it keeps them in memory. */
  readonly storage: string;
  log(): string;
  stop(): Promise<void>;
}

export interface RegistryOptions {
  /** More of the registry's configuration, as YAML that begins in column 0: `auth:`, `http:` settings other than addr. */
  readonly config?: string;
  /** Files in PEM: it speaks HTTPS. */
  readonly certificate?: { readonly file: string; readonly key: string };
}

/** Debian's docker-registry 2.8: distribution 2, what `registry:2` is. It ignores Content-Range. */
export function startDockerRegistry(options: RegistryOptions = {}): Promise<RealRegistry> {
  return startDistribution('docker-registry', options);
}

/** Distribution 3, what `registry:3` is. It checks Content-Range. */
export function startDistribution3(options: RegistryOptions = {}): Promise<RealRegistry> {
  return startDistribution('registry', options);
}

/** `crane registry serve`, the registry of go-containerregistry, in memory. */
export async function startCraneRegistry(): Promise<RealRegistry> {
  const port = await freePort();
  const host = `127.0.0.1:${port}`;
  const args = ['registry', 'serve', '--address', host];
  const background = await startBackground('crane', args, { ready: () => answers(host) });
  return { host, url: `http://${host}`, storage: '', log: background.log, stop: background.stop };
}

/** ocimem of cuelabs.dev/go/oci/ociregistry, in memory. It knows referrers. */
export async function startOcimem(): Promise<RealRegistry> {
  const host = `127.0.0.1:${await freePort()}`;
  const background = await startBackground('ocimem', [host], { ready: () => answers(host) });
  return { host, url: `http://${host}`, storage: '', log: background.log, stop: background.stop };
}

/** io.github.sgtsilvio:oci-registry, the Java registry of Gradle's OCI plugin. It lists no tags. */
export async function startOciRegistry(): Promise<RealRegistry> {
  const port = await freePort();
  const host = `127.0.0.1:${port}`;
  const storage = await temporaryFolder('registry');
  const background = await startBackground('oci-registry', [String(port), storage], { ready: () => answers(host) });
  return { host, url: `http://${host}`, storage, log: background.log, stop: background.stop };
}

/** Distribution 3 that stores in S3: every blob is read by a redirect to another origin. */
export async function startDistributionOnS3(options: RegistryOptions = {}): Promise<RealRegistry> {
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const ready = async () => (await httpGet(`${endpoint}/moto-api/`)).status === 200;
  const s3 = await startBackground('moto-s3', ['-H', '127.0.0.1', '-p', String(port)], { ready });
  await output('curl', ['-sf', '-X', 'PUT', `${endpoint}/images`]);
  const keys = { accesskey: 'key', secretkey: 'secret', region: 'us-east-1', bucket: 'images' };
  const driver = { s3: { ...keys, regionendpoint: endpoint, secure: false, forcepathstyle: true } };
  const registry = await startDistribution('registry', { ...options, storage: driver });
  return {
    ...registry,
    stop: async () => {
      await registry.stop();
      await s3.stop();
    },
  };
}

async function startDistribution(
  program: string,
  options: RegistryOptions & { readonly storage?: object },
): Promise<RealRegistry> {
  const folder = await temporaryFolder('registry');
  const host = `127.0.0.1:${await freePort()}`;
  const storage = join(folder, 'storage');
  const file = join(folder, 'config.yml');
  const driver = options.storage ?? { filesystem: { rootdirectory: storage } };
  await writeFile(file, configuration(host, driver, options) + (options.config ?? ''));
  const background = await startBackground(program, ['serve', file], {
    env: { ...process.env, OTEL_TRACES_EXPORTER: 'none' },
    ready: () => (options.certificate === undefined ? answers(host) : listens(host)),
  });
  return { host, url: `http://${host}`, storage, log: background.log, stop: background.stop };
}

function configuration(host: string, driver: object, { certificate }: RegistryOptions): string {
  const tls = certificate === undefined ? {} : { tls: { certificate: certificate.file, key: certificate.key } };
  return `version: 0.1
log: { level: warn, accesslog: { disabled: true } }
storage: ${JSON.stringify({ ...driver, delete: { enabled: true } })}
http: ${JSON.stringify({ addr: host, ...tls })}
`;
}

/** Whoever speaks HTTPS answers HTTP with a 400. */
async function listens(host: string): Promise<boolean> {
  return (await httpGet(`http://${host}/v2/`)).status === 400;
}

async function answers(host: string): Promise<boolean> {
  const { status } = await httpGet(`http://${host}/v2/`);
  return status === 200 || status === 401;
}
