import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createServer, type Server, type TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { registryCertificates } from '../../src/credentials/registry-certificates.ts';
import { createDispatcher, loadProxies } from '../../src/registry/http/dispatcher.ts';
import { startForwardProxy } from '../support/proxies/forward-proxy.ts';
import { removeTemporaryFolders, temporaryFolder } from './support/temporary-folder.ts';
import { type Certificates, makeCertificates } from './support/tls-certificates.ts';

/** A server that asks for a client certificate, lets anybody in, and answers with the name that it was shown. */
async function startAsking(tls: Certificates): Promise<{ readonly host: string; readonly server: Server }> {
  const [key, cert, ca] = await Promise.all([tls.key, tls.certificate, tls.authority].map((path) => readFile(path)));
  const server = createServer({ key, cert, ca, requestCert: true, rejectUnauthorized: false }, (socket: TLSSocket) => {
    const name = String(socket.getPeerCertificate()?.subject?.CN ?? 'nobody');
    socket.on('error', () => socket.destroy());
    socket.once('data', () => socket.end(`HTTP/1.1 200 OK\r\nContent-Length: ${name.length}\r\n\r\n${name}`));
  });
  server.on('tlsClientError', (_, socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { host: `127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

describe('the certificates of certs.d', () => {
  let tls: Certificates;
  let registry: Awaited<ReturnType<typeof startAsking>>;
  let storage: Awaited<ReturnType<typeof startAsking>>;

  beforeAll(async () => {
    tls = await makeCertificates(await temporaryFolder('tls'));
    [registry, storage] = [await startAsking(tls), await startAsking(tls)];
  });
  afterAll(async () => {
    registry.server.close();
    storage.server.close();
    await removeTemporaryFolders();
  });

  /** Who the hosts see, where certs.d has a folder for `owner`. */
  async function seenBy(owner: string, hosts: readonly string[], environment = {}): Promise<readonly string[]> {
    const home = await temporaryFolder('home');
    await tls.copyInto(join(home, 'docker/certs.d', owner));
    const certificates = await registryCertificates(
      owner,
      { ...environment, HOME: home, XDG_CONFIG_HOME: home },
      { windows: false, etc: home },
    );
    const dispatcher = createDispatcher({ proxies: await loadProxies(environment), timeout: 5000, certificates });
    try {
      const names: string[] = [];
      for (const host of hosts) {
        const { body } = await dispatcher.request({ origin: `https://${host}`, path: '/', method: 'GET' });
        names.push(await body.text());
      }
      return names;
    } finally {
      await dispatcher.destroy();
    }
  }

  test('are shown to the registry alone, while its authority is trusted for whoever it leads to', async () => {
    expect(await seenBy(registry.host, [registry.host, storage.host])).toEqual(['client', 'nobody']);
  });

  test('are shown through a proxy, too', async () => {
    const proxy = await startForwardProxy(`http://${registry.host}`);
    const seen = await seenBy('registry.test', ['registry.test'], { HTTPS_PROXY: proxy.url }).finally(proxy.close);
    expect(seen).toEqual(['client']);
    expect(proxy.seen).toEqual(['CONNECT registry.test:443']);
  });

  test('without them the authority is not trusted', async () => {
    const dispatcher = createDispatcher({ timeout: 5000 });
    const request = dispatcher.request({ origin: `https://${registry.host}`, path: '/', method: 'GET' });
    await expect(request).rejects.toMatchObject({ code: 'SELF_SIGNED_CERT_IN_CHAIN' });
    await dispatcher.destroy();
  });
});
