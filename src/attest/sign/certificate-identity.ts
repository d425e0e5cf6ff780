import { X509Certificate } from 'node:crypto';
import { X509Certificate as ParsedCertificate } from '@sigstore/core';
import { addressAt, jsonOf, type ServiceFetch, valueAt } from '../service.ts';

/** Whom a certificate of Fulcio names, and who vouches for him. https://github.com/sigstore/fulcio/blob/main/docs/oid-info.md */
export interface CertificateIdentity {
  /** `https://github.com/o/r/.github/workflows/release.yml@refs/tags/v1`. */
  readonly name: string;
  /** `https://token.actions.githubusercontent.com`. */
  readonly issuer: string;
}

const ISSUER = '1.3.6.1.4.1.57264.1.8';

export function identityOf(der: Buffer): CertificateIdentity | undefined {
  const certificate = ParsedCertificate.parse(Buffer.from(der));
  const name = certificate.subjectAltName;
  const issuer = certificate.extension(ISSUER)?.valueObj.subs[0]?.value.toString('utf8');
  return name === undefined || issuer === undefined ? undefined : { name, issuer };
}

/** When a certificate of Fulcio was made, RFC 3339: it is the same whoever reads the bundle, and whenever. */
export function signingTime(der: Buffer): string {
  return new Date(new X509Certificate(der).validFrom).toISOString().replace('.000', '');
}

/** The authorities that Fulcio itself names: its answer comes over TLS from the host that this run gets its own certificate from. */
export async function fulcioAuthorities(url: URL, fetch: ServiceFetch): Promise<X509Certificate[]> {
  const action = 'Reading the authorities of Fulcio';
  const headers = { accept: 'application/json' };
  const answer = await fetch({ action, method: 'GET', url: addressAt(url, '/api/v2/trustBundle'), headers });
  const chains = valueAt(jsonOf(answer), 'chains');
  const texts = (Array.isArray(chains) ? chains : []).flatMap((chain) => valueAt(chain, 'certificates') ?? []);
  return texts.flatMap((text) => certificate(text) ?? []);
}

function certificate(text: unknown): X509Certificate | undefined {
  try {
    return typeof text === 'string' ? new X509Certificate(text) : undefined;
  } catch {
    return undefined;
  }
}

export function isIssuedBy(der: Buffer, authorities: readonly X509Certificate[]): boolean {
  const leaf = new X509Certificate(der);
  return authorities.some((authority) => leaf.checkIssued(authority) && leaf.verify(authority.publicKey));
}
