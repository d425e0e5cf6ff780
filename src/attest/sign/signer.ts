import { createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';

/** What a reader needs to check a signature: a short-lived certificate, or a public key that is known to him. */
export type VerificationMaterial =
  | { readonly kind: 'certificate'; readonly der: Buffer }
  /** `der`: SubjectPublicKeyInfo. `hint`: the base64 of its SHA-256, by which readers find the key. */
  | { readonly kind: 'public-key'; readonly der: Buffer; readonly hint: string };

export interface Signature {
  readonly bytes: Buffer;
  readonly material: VerificationMaterial;
}

export interface Signer {
  sign(data: Buffer): Promise<Signature>;
}

export function publicKeyOf(material: VerificationMaterial): KeyObject {
  if (material.kind === 'certificate') return new X509Certificate(material.der).publicKey;
  return createPublicKey({ key: material.der, format: 'der', type: 'spki' });
}

/** As Rekor 1 takes a verifier. */
export function pemOf({ kind, der }: VerificationMaterial): string {
  const label = kind === 'certificate' ? 'CERTIFICATE' : 'PUBLIC KEY';
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}
