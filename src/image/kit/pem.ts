import { X509Certificate } from 'node:crypto';
import { ActionError, messageOf } from '../../errors.ts';
import { printable } from '../../printable.ts';

/** Far more than the largest bundle in use (250 KB). */
export const MAX_PEM_BYTES = 8 * 1024 * 1024;

const BLOCK = /-----BEGIN ([A-Z0-9 ]{1,40})-----([A-Za-z0-9+/=\s]*?)-----END \1-----/g;

export interface PemFile {
  readonly name: string;
  /** All of them, or the first MAX_PEM_BYTES + 1. */
  readonly bytes: Uint8Array;
}

export interface Certificates {
  /** One PEM block each, written the same way whatever the file looked like. */
  readonly blocks: readonly string[];
  /** Expired ones, for the user to know. */
  readonly warnings: readonly string[];
}

/**
 * The certificates of a PEM file, and nothing else: what stands around them is dropped, a private key is refused.
 * @param now milliseconds since 1970, for the warnings only
 */
export function readPem(file: PemFile, now: number): Certificates {
  if (file.bytes.length > MAX_PEM_BYTES) throw fault(file, 'is larger than a bundle of certificates can be (8 MiB)');
  const text = Buffer.from(file.bytes).toString('latin1');
  refuseKeys(file, text);
  const found = [...text.matchAll(BLOCK)].map(([, label = '', body = '']) => certificateOf(file, label, body));
  if (found.length === 0 || found.length !== text.split('-----BEGIN ').length - 1) throw notPem(file, found.length);
  return {
    blocks: found.map((certificate) => pemOf(certificate.raw)),
    warnings: found.flatMap((certificate) => dateWarning(file, certificate, now)),
  };
}

function refuseKeys(file: PemFile, text: string): void {
  if (!/-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/.test(text)) return;
  throw fault(file, 'holds a private key, which must not be published', {
    hint: 'Give a file with the certificates alone. If the key was meant to be secret, it is time for a new one.',
  });
}

function certificateOf(file: PemFile, label: string, body: string): X509Certificate {
  if (label !== 'CERTIFICATE' && label !== 'X509 CERTIFICATE') {
    throw fault(file, `holds a ${label}; only certificates belong in ca-certificates`);
  }
  try {
    return new X509Certificate(Buffer.from(body, 'base64'));
  } catch (thrown) {
    throw fault(file, `holds a certificate that cannot be read: ${printable(messageOf(thrown), 200)}`);
  }
}

/** https://www.rfc-editor.org/rfc/rfc7468: lines of 64 characters. */
export function pemOf(der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

function dateWarning(file: PemFile, certificate: X509Certificate, now: number): string[] {
  const subject = printable(certificate.subject.split('\n').join(', '), 120);
  const of = `ca-certificates: the certificate "${subject}" in "${printable(file.name)}"`;
  if (Date.parse(certificate.validTo) < now) return [`${of} expired on ${certificate.validTo}`];
  if (Date.parse(certificate.validFrom) > now) return [`${of} is valid only from ${certificate.validFrom} on`];
  return [];
}

function notPem(file: PemFile, found: number): ActionError {
  if (found > 0) return fault(file, 'holds a block that is cut off or is not PEM');
  const der = file.bytes[0] === 0x30;
  return fault(file, der ? 'is a binary (DER) file, not PEM' : 'holds no certificate in PEM form', {
    hint: der
      ? 'Convert it: openssl x509 -inform der -in FILE -out FILE.pem'
      : 'It should begin with -----BEGIN CERTIFICATE-----',
  });
}

function fault({ name }: PemFile, what: string, detail: { hint?: string } = {}): ActionError {
  return new ActionError('config', `ca-certificates: "${printable(name)}" ${what}`, detail);
}
