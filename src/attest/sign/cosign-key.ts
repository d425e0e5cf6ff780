import { createPrivateKey, type KeyObject, type ScryptOptions, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import nacl from 'tweetnacl';
import { jsonOf, textAt, valueAt } from '../service.ts';
import { missingPassword, wrongPassword } from './signing-key-errors.ts';

/** What cosign itself takes; more would let a strange key eat the memory. */
const COSTS = new Set([32768, 65536, 131072]);
const MEMORY = 256 * 1024 * 1024;
const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);

/** The key that `cosign generate-key-pair` writes: PKCS#8 in NaCl's secretbox, the box's key from scrypt. An empty password is one. */
export async function decryptCosignKey(pem: string, password: string): Promise<KeyObject> {
  const body = Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64');
  const box = jsonOf({ body });
  const cost = valueAt(box, 'kdf', 'params', 'N');
  const read = (...path: string[]) => Buffer.from(textAt(box, ...path) ?? '', 'base64');
  const [salt, nonce, sealed] = [read('kdf', 'salt'), read('cipher', 'nonce'), read('ciphertext')];
  const known = textAt(box, 'kdf', 'name') === 'scrypt' && textAt(box, 'cipher', 'name') === 'nacl/secretbox';
  if (!known || typeof cost !== 'number' || !COSTS.has(cost) || nonce.length !== nacl.secretbox.nonceLength)
    throw wrongPassword();
  const key = await derive(password, salt, nacl.secretbox.keyLength, { N: cost, r: 8, p: 1, maxmem: MEMORY });
  const der = nacl.secretbox.open(sealed, nonce, key);
  if (der === null) throw password === '' ? missingPassword() : wrongPassword();
  return createPrivateKey({ key: Buffer.from(der), format: 'der', type: 'pkcs8' });
}
