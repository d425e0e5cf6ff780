import { createHash, createPublicKey, type KeyObject, sign } from 'node:crypto';
import type { Signer } from './signer.ts';

/** Signs with a key of the user's own: ECDSA over SHA-256, or Ed25519, as cosign checks them. */
export function keySigner(key: KeyObject): Signer {
  const der = createPublicKey(key).export({ type: 'spki', format: 'der' });
  const hint = createHash('sha256').update(der).digest('base64');
  const algorithm = key.asymmetricKeyType === 'ed25519' ? null : 'sha256';
  return { sign: async (data) => ({ bytes: sign(algorithm, data, key), material: { kind: 'public-key', der, hint } }) };
}
