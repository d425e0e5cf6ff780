import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { missingPassword, wrongKey, wrongPassword } from './signing-key-errors.ts';

const LABEL = /-----BEGIN ([A-Z0-9 ]+)-----/;
const COSIGN = new Set(['ENCRYPTED SIGSTORE PRIVATE KEY', 'ENCRYPTED COSIGN PRIVATE KEY']);
/** What Go can read, in which all verifiers are written: https://pkg.go.dev/crypto/x509#ParsePKIXPublicKey */
const VERIFIABLE = new Set(['ED25519', 'EC with prime256v1', 'EC with secp384r1', 'EC with secp521r1']);
const NOT_PEM =
  'Give the text of the file, beginning with `-----BEGIN`, and not its path: `signing-key: $' +
  '{{ secrets.COSIGN_PRIVATE_KEY }}`.';

/** The key in the input `signing-key`. No message repeats anything of it. */
export async function readSigningKey(text: string, password: string): Promise<KeyObject> {
  const [, label] = LABEL.exec(text) ?? [];
  if (label === undefined) throw wrongKey('is not a PEM key', NOT_PEM);
  if (label.endsWith('PUBLIC KEY') || label === 'CERTIFICATE')
    throw wrongKey(`is a ${label.toLowerCase()}, and signing needs the private key`);
  const key = COSIGN.has(label) ? await readCosignKey(text, password) : readPem(text, label, password);
  const kind = kindOf(key);
  if (VERIFIABLE.has(kind) && isPlain(key)) return key;
  if (VERIFIABLE.has(kind))
    throw wrongKey(
      'spells out its curve, and cosign reads keys that name it only',
      'Write it anew: `openssl pkey -in old.key -ec_param_enc named_curve -ec_conv_form uncompressed -out new.key`.',
    );
  throw wrongKey(
    `is of the kind ${kind}`,
    'Use an EC key (P-256) or an Ed25519 key; `cosign generate-key-pair` makes one.',
  );
}

/** What opens NaCl's boxes is loaded for them alone. */
async function readCosignKey(text: string, password: string): Promise<KeyObject> {
  const { decryptCosignKey } = await import('./cosign-key.ts');
  return decryptCosignKey(text, password);
}

/** Whether its public key is as a verifier in Go reads it: the curve by its name, the point in full. A JWK has nothing else. */
function isPlain(key: KeyObject): boolean {
  const given = createPublicKey(key);
  const plain = createPublicKey({ key: given.export({ format: 'jwk' }), format: 'jwk' });
  return spki(plain).equals(spki(given));
}

function spki(key: KeyObject): Buffer {
  return key.export({ type: 'spki', format: 'der' });
}

function kindOf({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): string {
  if (asymmetricKeyType !== 'ec') return asymmetricKeyType?.toUpperCase() ?? 'other';
  return `EC with ${asymmetricKeyDetails?.namedCurve ?? 'an unknown curve'}`;
}

function readPem(text: string, label: string, password: string): KeyObject {
  const encrypted = label.startsWith('ENCRYPTED') || text.includes('Proc-Type: 4,ENCRYPTED');
  if (encrypted && password === '') throw missingPassword();
  try {
    return createPrivateKey({ key: text, format: 'pem', ...(encrypted ? { passphrase: password } : {}) });
  } catch {
    if (encrypted) throw wrongPassword();
    throw wrongKey(`cannot be read as a ${label.toLowerCase()}`, 'Did the secret keep its line breaks?');
  }
}
