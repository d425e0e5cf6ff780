import { createPublicKey, generateKeyPairSync, type KeyObject, scryptSync } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import nacl from 'tweetnacl';
import { readSigningKey } from '../../../src/attest/sign/read-signing-key.ts';

const EC = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const PASSWORD = 'correct horse';

function pem(key: KeyObject, type: 'pkcs8' | 'sec1', password?: string): string {
  const cipher = password === undefined ? {} : { cipher: 'aes-256-cbc', passphrase: password };
  return key.export({ type, format: 'pem', ...cipher }).toString();
}

/** As `cosign generate-key-pair` writes it. */
function cosignKey(key: KeyObject, password: string, cost = 32768): string {
  const [salt, nonce] = [Buffer.alloc(32, 1), Buffer.alloc(24, 2)];
  const boxKey = scryptSync(password, salt, 32, { N: cost, r: 8, p: 1, maxmem: 256 << 20 });
  const ciphertext = nacl.secretbox(key.export({ type: 'pkcs8', format: 'der' }), nonce, boxKey);
  const body = {
    kdf: { name: 'scrypt', params: { N: cost, r: 8, p: 1 }, salt: salt.toString('base64') },
    cipher: { name: 'nacl/secretbox', nonce: nonce.toString('base64') },
    ciphertext: Buffer.from(ciphertext).toString('base64'),
  };
  const text = Buffer.from(JSON.stringify(body)).toString('base64');
  return `-----BEGIN ENCRYPTED SIGSTORE PRIVATE KEY-----\n${text}\n-----END ENCRYPTED SIGSTORE PRIVATE KEY-----\n`;
}

describe('a signing key', () => {
  test.each([
    ['PKCS#8', pem(EC.privateKey, 'pkcs8'), ''],
    ['SEC 1', pem(EC.privateKey, 'sec1'), ''],
    ['encrypted PKCS#8', pem(EC.privateKey, 'pkcs8', PASSWORD), PASSWORD],
    ["cosign's", cosignKey(EC.privateKey, PASSWORD), PASSWORD],
    ["cosign's with an empty password", cosignKey(EC.privateKey, ''), ''],
  ])('is read: %s', async (_, text, password) => {
    const key = await readSigningKey(text, password);
    expect(createPublicKey(key).equals(EC.publicKey)).toBe(true);
  });

  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  test.each([
    ['a path', 'cosign.key', '', 'is not a PEM key'],
    [
      'a public key',
      EC.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
      '',
      'signing needs the private key',
    ],
    ['an RSA key', pem(rsa.privateKey, 'pkcs8'), '', 'is of the kind RSA'],
    // cosign: "x509: unsupported elliptic curve"
    [
      'a curve that no verifier reads',
      pem(generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).privateKey, 'pkcs8'),
      '',
      'is of the kind EC with secp256k1',
    ],
    // cosign: "x509: failed to parse EC parameters as named curve"
    [
      'a curve by its parameters',
      pem(generateKeyPairSync('ec', { namedCurve: 'P-256', paramEncoding: 'explicit' }).privateKey, 'pkcs8'),
      '',
      'spells out its curve',
    ],
    ['no password', pem(EC.privateKey, 'pkcs8', PASSWORD), '', 'is encrypted, and signing-key-password is empty'],
    ['a wrong password', pem(EC.privateKey, 'pkcs8', PASSWORD), 'wrong', 'cannot be decrypted: the password is wrong'],
    [
      "no password for cosign's",
      cosignKey(EC.privateKey, PASSWORD),
      '',
      'is encrypted, and signing-key-password is empty',
    ],
    [
      "a wrong password for cosign's",
      cosignKey(EC.privateKey, PASSWORD),
      'wrong',
      'cannot be decrypted: the password is wrong',
    ],
    ['a cost that would eat the memory', cosignKey(EC.privateKey, PASSWORD, 16384), PASSWORD, 'cannot be decrypted'],
    ['a torn key', pem(EC.privateKey, 'pkcs8').replaceAll('\n', ' '), '', 'cannot be read as a private key'],
  ])('is refused, and no word of it said: %s', async (_, text, password, message) => {
    const error = await readSigningKey(text, password).catch((thrown: Error) => thrown);
    expect(String(error)).toContain(
      `signing-key: the value ${message.startsWith('signing') ? 'is a public key, and ' : ''}${message}`,
    );
    expect(JSON.stringify(error)).not.toContain(text.slice(30, 60) || 'never');
  });
});
