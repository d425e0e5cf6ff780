import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { certificatesPart } from '../../../src/image/kit/certificates.ts';
import { pemOf, readPem } from '../../../src/image/kit/pem.ts';
import { ASSETS, NO_ASSETS } from '../../support/kit-assets.ts';

const NOW = Date.parse('2025-06-01');
const YES = { included: true, reason: 'asked for' };

async function publicBlocks(): Promise<string[]> {
  const { pem } = await ASSETS.caBundle();
  return pem.match(/-----BEGIN[\s\S]+?-----END CERTIFICATE-----\n/g) ?? [];
}

function read(text: string | Uint8Array, now = NOW) {
  return readPem({ name: 'corp.pem', bytes: Buffer.from(text) }, now);
}

async function contentOf(part: Awaited<ReturnType<typeof certificatesPart>>): Promise<string> {
  const [entry] = part.entries;
  if (entry?.type !== 'file') throw new Error('no file');
  return Buffer.from(await entry.content.read(0, entry.content.size)).toString('latin1');
}

describe('the public bundle', () => {
  test('holds certificates that can be read, each once', async () => {
    const blocks = await publicBlocks();
    expect(blocks.length).toBeGreaterThan(100);
    expect(new Set(blocks).size).toBe(blocks.length);
    expect(blocks.every((block) => new X509Certificate(block).ca)).toBe(true);
    expect((await ASSETS.caBundle()).pem).toBe(blocks.join(''));
  });
});

describe('the certificates of an image', () => {
  test('are the public ones and the files, each certificate once', async () => {
    const [first = '', second = ''] = await publicBlocks();
    const files = [{ name: 'corp.pem', bytes: Buffer.from(second + first) }];
    const own = await certificatesPart(YES, { publicBundle: false, files, now: NOW }, NO_ASSETS);
    expect(await contentOf(own)).toBe(second + first);
    expect(own.entries).toMatchObject([{ path: 'etc/ssl/certs/ca-certificates.crt', mode: 0o644, mtime: 0 }]);
    expect(own.decision.detail).toBe('2 from corp.pem');
    const both = await certificatesPart(YES, { publicBundle: true, files, now: NOW }, ASSETS);
    expect(await contentOf(both)).toBe((await ASSETS.caBundle()).pem);
  });

  test('are written the same way whatever the file looked like', async () => {
    const [block = ''] = await publicBlocks();
    const body = block.split('\n').slice(1, -2).join('');
    const odd = `# A comment\r\nsubject: someone\r\n-----BEGIN CERTIFICATE-----\r\n${body}\r\n-----END CERTIFICATE-----`;
    expect(read(odd).blocks).toEqual([block]);
    expect(pemOf(new X509Certificate(block).raw)).toBe(block);
  });

  test('are warned about where they are expired or not yet valid, and stay the same', async () => {
    const [block = ''] = await publicBlocks();
    expect(read(block).warnings).toEqual([]);
    expect(read(block, Date.parse('2099-01-01')).warnings).toEqual([
      expect.stringMatching(/^ca-certificates: the certificate ".+" in "corp.pem" expired on /),
    ]);
    expect(read(block, 0).warnings).toEqual([expect.stringMatching(/is valid only from /)]);
    expect(read(block, 0).blocks).toEqual(read(block).blocks);
  });
});

describe('a PEM file is refused', () => {
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

  test('with a private key, alone or beside a certificate, and the key is not shown', async () => {
    const [block = ''] = await publicBlocks();
    for (const text of [key, block + key, key + block, key.replaceAll('PRIVATE', 'ENCRYPTED PRIVATE')]) {
      const error: unknown = await Promise.resolve()
        .then(() => read(text))
        .catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: 'config', message: expect.stringMatching(/"corp.pem" holds a private key/) });
      expect(JSON.stringify(error) + String(error)).not.toContain(key.split('\n')[1]);
    }
  });

  test('with something else than certificates', () => {
    const publicKey = keys.publicKey.export({ type: 'spki', format: 'pem' }).toString();
    expect(() => read(publicKey)).toThrow(/holds a PUBLIC KEY; only certificates/);
  });

  test('with nothing in it, or no PEM', () => {
    expect(() => read('')).toThrow(/holds no certificate in PEM form/);
    expect(() => read('hello')).toThrow(/holds no certificate in PEM form/);
  });

  test('in DER form, with the command that converts it', async () => {
    const [block = ''] = await publicBlocks();
    expect(() => read(new X509Certificate(block).raw)).toThrow(
      expect.objectContaining({
        message: expect.stringMatching(/binary \(DER\)/),
        hint: expect.stringMatching(/openssl x509 -inform der/),
      }),
    );
  });

  test('that is cut off, or damaged inside', async () => {
    const [block = '', second = ''] = await publicBlocks();
    expect(() => read(block.slice(0, 500))).toThrow(/holds no certificate/);
    expect(() => read(second + block.slice(0, 500))).toThrow(/cut off/);
    expect(() => read(block.replace(/\n.{64}\n/, '\n'))).toThrow(/cannot be read/);
  });

  test('that is larger than any bundle', () => {
    expect(() => read(Buffer.alloc(9 * 1024 * 1024, 'a'))).toThrow(/larger than a bundle/);
  });

  test('in which very many blocks begin and none ends', () => {
    expect(() => read('-----BEGIN CERTIFICATE-----\nAAAA\n'.repeat(200_000))).toThrow(/holds no certificate/);
  });
});
