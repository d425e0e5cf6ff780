import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { certificateFolders, registryCertificates } from '../../src/credentials/registry-certificates.ts';

const REGISTRY = 'registry.test:5000';
const CERTIFICATE = rootCertificates[0] ?? '';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'certificates-'));
});
afterEach(() => rmSync(home, { recursive: true }));

function write(path: string, content: string): void {
  mkdirSync(dirname(join(home, path)), { recursive: true });
  writeFileSync(join(home, path), content);
}

function read(registry = REGISTRY, environment = {}) {
  return registryCertificates(registry, { HOME: home, ...environment }, { windows: false, etc: join(home, 'etc') });
}

/** That who asks for the certificate gets it, and who else: __tests__/real/registry-mutual-tls.test.ts. */
describe('certs.d', () => {
  test.each(['.docker', '.config/docker', '.config/containers', 'etc/docker', 'etc/containers'])(
    'is looked for in %s, for the very host and port',
    async (parent) => {
      write(`${parent}/certs.d/${REGISTRY}/ca.crt`, CERTIFICATE);
      expect(await read()).toMatchObject({ host: REGISTRY });
      expect(await read('registry.test')).toBeUndefined();
      expect(await read('registry.test:5001')).toBeUndefined();
    },
  );

  test('is looked for on Windows where docker has it, and without the colon that no name has there', () => {
    const environment = { USERPROFILE: 'C:\\Users\\me', ProgramData: 'C:\\ProgramData' };
    expect(certificateFolders(REGISTRY, environment, { windows: true, etc: '/etc' })).toEqual([
      'C:\\Users\\me\\.docker\\certs.d\\registry.test5000',
      'C:\\Users\\me\\.config\\docker\\certs.d\\registry.test5000',
      'C:\\Users\\me\\.config\\containers\\certs.d\\registry.test5000',
      'C:\\ProgramData\\docker\\certs.d\\registry.test5000',
      'C:\\ProgramData\\containers\\certs.d\\registry.test5000',
    ]);
  });

  test('XDG_CONFIG_HOME moves the user’s', async () => {
    write(`xdg/docker/certs.d/${REGISTRY}/ca.crt`, CERTIFICATE);
    expect(await read()).toBeUndefined();
    expect(await read(REGISTRY, { XDG_CONFIG_HOME: join(home, 'xdg') })).toBeDefined();
  });

  test('the user’s come before the machine’s, and are taken whole', async () => {
    write(`.config/docker/certs.d/${REGISTRY}/ca.crt`, CERTIFICATE);
    write(`etc/docker/certs.d/${REGISTRY}/client.cert`, 'never read');
    expect(await read()).toBeDefined();
  });

  test('a port that is HTTPS’ own is none to a URL', async () => {
    write('etc/docker/certs.d/registry.test:443/ca.crt', CERTIFICATE);
    expect(await read('registry.test:443')).toMatchObject({ host: 'registry.test' });
  });

  test.each([
    ['client.cert', 'client.key'],
    ['client.key', 'client.cert'],
  ])('%s alone is an error that names %s', async (there, missing) => {
    write(`etc/docker/certs.d/${REGISTRY}/${there}`, CERTIFICATE);
    await expect(read()).rejects.toMatchObject({
      code: 'credentials',
      message: `${join(home, `etc/docker/certs.d/${REGISTRY}/${there}`)} has no ${missing} beside it`,
      hint: expect.stringContaining('`ca.crt`'),
    });
  });

  test.each([
    ['a key', { 'client.cert': CERTIFICATE, 'client.key': 'no key' }],
    ['an authority', { 'ca.crt': 'der' }],
    ['a certificate', { 'client.cert': 'no certificate', 'client.key': 'no key' }],
  ])('what is not %s is an error that names the folder', async (_, files) => {
    for (const [name, content] of Object.entries(files)) write(`etc/docker/certs.d/${REGISTRY}/${name}`, content);
    await expect(read()).rejects.toThrow(
      `The certificates in ${join(home, `etc/docker/certs.d/${REGISTRY}`)} cannot be used: `,
    );
  });

  test('a file that cannot be read is an error that names it', async () => {
    mkdirSync(join(home, `etc/docker/certs.d/${REGISTRY}/ca.crt`), { recursive: true });
    await expect(read()).rejects.toThrow(/ca\.crt cannot be read: .*EISDIR/);
  });
});
