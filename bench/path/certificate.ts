import { lookup } from 'node:dns/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { execution } from '../candidates/commands.ts';

/** A certificate of the bench's own, signed by nobody else. */
export interface Certificate {
  /** The name that it is for, which leads to this machine without being `localhost`: tools try those without TLS first. */
  readonly host: string;
  readonly file: string;
  readonly key: string;
}

export async function makeCertificate(folder: string): Promise<Certificate> {
  const host = hostname();
  const { address } = await lookup(host, 4).catch(() => ({ address: 'nothing' }));
  if (!address.startsWith('127.'))
    throw new Error(
      `--paths needs the name of this machine, ${host}, to lead to 127.0.0.1 (/etc/hosts), not to ${address}`,
    );
  const file = join(folder, 'certificate.pem');
  const key = join(folder, 'key.pem');
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  const name = ['-subj', `/CN=${host}`, '-addext', `subjectAltName=DNS:${host}`];
  await execution('openssl', 'req', '-x509', ...kind, ...name, '-keyout', key, '-out', file);
  return { host, file, key };
}
