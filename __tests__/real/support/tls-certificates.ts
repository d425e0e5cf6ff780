import { appendFile, copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { output } from './process.ts';

/** Paths of files in PEM: an authority, a server's certificate for the loopback addresses, a client's, all signed by it. */
export interface Certificates {
  readonly authority: string;
  readonly certificate: string;
  readonly key: string;
  /** Certificate and key in one file. */
  readonly both: string;
  /** Makes docker's `ca.crt`, `client.cert` and `client.key` of them in a folder. */
  copyInto(folder: string): Promise<void>;
}

export async function makeCertificates(folder: string): Promise<Certificates> {
  const at = (name: string) => join(folder, name);
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];
  const root = ['-keyout', at('ca.key'), '-out', at('ca.pem'), '-subj', '/CN=from-scratch authority'];
  await output('openssl', ['req', '-x509', ...newKey, ...root]);
  const sign = async (name: string, extensions: string) => {
    const files = ['-keyout', at(`${name}.key`), '-out', at(`${name}.pem`), '-subj', `/CN=${name}`];
    const issuer = ['-CA', at('ca.pem'), '-CAkey', at('ca.key')];
    await output('openssl', ['req', '-x509', ...newKey, ...files, ...issuer, '-addext', extensions]);
  };
  await sign('server', 'subjectAltName=IP:127.0.0.1,IP:::1,DNS:localhost,DNS:registry.test');
  await sign('client', 'extendedKeyUsage=clientAuth');
  await writeFile(at('both.pem'), '');
  for (const part of ['server.pem', 'server.key']) await appendFile(at('both.pem'), await output('cat', [at(part)]));
  return {
    authority: at('ca.pem'),
    certificate: at('server.pem'),
    key: at('server.key'),
    both: at('both.pem'),
    copyInto: async (target) => {
      await mkdir(target, { recursive: true });
      await copyFile(at('ca.pem'), join(target, 'ca.crt'));
      await copyFile(at('client.pem'), join(target, 'client.cert'));
      await copyFile(at('client.key'), join(target, 'client.key'));
    },
  };
}
