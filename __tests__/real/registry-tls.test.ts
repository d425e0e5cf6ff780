import { readFile } from 'node:fs/promises';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { failureOf } from '../registry/support/compatibility.ts';
import { output } from './support/process.ts';
import { connectReally } from './support/real-client.ts';
import { type RealRegistry, startDistribution3 } from './support/registry.ts';
import { removeTemporaryFolders, temporaryFolder } from './support/temporary-folder.ts';

const PROGRAM = join(import.meta.dirname, 'support/push-many.ts');

/** A registry behind a certificate that nobody signed. */
describe('a registry that speaks HTTPS', () => {
  let registry: RealRegistry;
  let certificate = '';
  let key = '';
  let host = '';
  let close = () => {};

  beforeAll(async () => {
    const folder = await temporaryFolder('tls');
    key = join(folder, 'key.pem');
    certificate = join(folder, 'certificate.pem');
    const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1', '-days', '2'];
    const files = ['-keyout', key, '-out', certificate];
    await output('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', ...files, ...names]);
    registry = await startDistribution3();
    const { hostname, port } = new URL(registry.url);
    const server = createServer({ key: await readFile(key), cert: await readFile(certificate) }, (socket) => {
      const inside = connect(Number(port), hostname);
      socket.pipe(inside).on('error', () => socket.destroy());
      inside.pipe(socket).on('error', () => inside.destroy());
    });
    server.on('tlsClientError', (_, socket) => socket.destroy());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    close = () => void server.close();
  });

  afterAll(async () => {
    close();
    await registry.stop();
    await removeTemporaryFolders();
  });

  test('with a certificate that is not trusted is one error that names NODE_EXTRA_CA_CERTS, at once', async () => {
    const connection = connectReally(host);
    const error = await failureOf(connection.client.getManifest('v1')).finally(connection.close);
    expect(connection.host.traffic().retries).toBe(0);
    expect(error.message).toMatch(/^Reading the manifest 127.* failed: self-signed certificate, \w+ \(GET https:/);
    expect(error.hint).toContain('NODE_EXTRA_CA_CERTS');
  });

  test('is pushed to where NODE_EXTRA_CA_CERTS names its certificate, on loopback too', async () => {
    const env = { ...process.env, NODE_EXTRA_CA_CERTS: certificate };
    await output(process.execPath, ['--no-warnings', PROGRAM, host, '2', '1000'], { env });
  });

  test.each(['TLSv1.2', 'TLSv1.3'] as const)(
    'and wants a client certificate is one error that says so, at once (%s)',
    async (maxVersion) => {
      const files = { key: await readFile(key), cert: await readFile(certificate), ca: await readFile(certificate) };
      const server = createServer({ ...files, maxVersion, requestCert: true, rejectUnauthorized: true });
      server.on('tlsClientError', (_, socket) => socket.destroy());
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
      const env = { ...process.env, NODE_EXTRA_CA_CERTS: certificate };
      const push = output(process.execPath, ['--no-warnings', PROGRAM, address, '1', '1000'], { env });
      await expect(push.finally(() => server.close())).rejects.toThrow(/wants a client certificate/);
    },
  );
});
