import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { USER } from '../../testing/strict-registry/behaviours/tokens.ts';
import type { StrictRegistryOptions } from '../../testing/strict-registry/options.ts';
import { type StrictRegistry, startStrictRegistry } from '../../testing/strict-registry/strict-registry.ts';
import { SAMPLE, sampleTar } from '../oracle/sample-tar.ts';
import { crane, skopeo, skopeoInspect } from './support/clients.ts';
import { output } from './support/process.ts';
import { removeTemporaryFolders, temporaryFolder } from './support/temporary-folder.ts';

const BEARER = { kind: 'bearer', users: { [USER.username]: USER.password } } as const;
const BASIC = { ...BEARER, kind: 'basic' } as const;

describe('the strict registry takes what real clients push, and they take it back', () => {
  let folder: string;
  let layer: string;
  let registry: StrictRegistry;

  beforeAll(async () => {
    folder = await temporaryFolder('strict');
    layer = join(folder, 'layer.tar');
    await writeFile(layer, sampleTar(SAMPLE));
  });

  afterEach(() => registry.close());
  afterAll(removeTemporaryFolders);

  test.each<[string, StrictRegistryOptions]>([
    ['as it is', {}],
    ['with blobs in files', { directory: 'blobs' }],
    ['with Basic', { auth: BASIC }],
    ['with Bearer', { auth: BEARER }],
    ['with absolute addresses and odd ranges', { quirks: { location: 'absolute', range: 'quay' } }],
    ['with uploads on another port', { auth: BEARER, quirks: { location: 'other-port' } }],
  ])('crane, %s', async (_how, options) => {
    const directory = options.directory === undefined ? undefined : await temporaryFolder(options.directory);
    registry = await startStrictRegistry({ ...options, ...(directory === undefined ? {} : { directory }) });
    const image = `${registry.host}/o/app:v1`;
    const env = { ...process.env, DOCKER_CONFIG: await login(registry) };
    await output('crane', ['append', '-f', layer, '-t', image], { env });
    expect(await output('crane', ['validate', '--remote', image], { env })).toContain('PASS');
    expect(await output('crane', ['ls', `${registry.host}/o/app`], { env })).toBe('v1\n');
    expect(registry.violations).toEqual([]);
  });

  test.each<[string, StrictRegistryOptions, string]>([
    ['as it is', {}, ''],
    ['with Basic', { auth: BASIC }, `${USER.username}:${USER.password}`],
    ['with Bearer', { auth: BEARER }, `${USER.username}:${USER.password}`],
  ])('skopeo, %s', async (_how, options, credentials) => {
    registry = await startStrictRegistry(options);
    const source = await startStrictRegistry();
    await crane('append', '-f', layer, '-t', `${source.host}/o/app:v1`);
    const creds = credentials === '' ? [] : [`--dest-creds=${credentials}`];
    const plain = ['--src-tls-verify=false', '--dest-tls-verify=false'];
    const image = `${registry.host}/o/copy:v1`;
    await skopeo('copy', ...plain, ...creds, `docker://${source.host}/o/app:v1`, `docker://${image}`);
    const flags = credentials === '' ? [] : [`--creds=${credentials}`];
    expect(await skopeoInspect(image, ...flags)).toMatchObject({ RepoTags: ['v1'] });
    expect(registry.violations).toEqual([]);
    await source.close();
  });

  test('a wrong password is refused by both', async () => {
    registry = await startStrictRegistry({ auth: BEARER });
    const env = { ...process.env, DOCKER_CONFIG: await login(registry, 'wrong') };
    const push = output('crane', ['append', '-f', layer, '-t', `${registry.host}/o/app:v1`], { env });
    await expect(push).rejects.toThrow(/UNAUTHORIZED|401/);
    const target = `docker://${registry.host}/o/app:v1`;
    await expect(skopeo('inspect', '--tls-verify=false', '--creds=octocat:wrong', target)).rejects.toThrow();
    expect(registry.store.names()).toEqual([]);
  });

  /** A docker configuration with the one user of these registries. */
  async function login({ host }: StrictRegistry, password: string = USER.password): Promise<string> {
    const home = await temporaryFolder('docker-config');
    const auth = Buffer.from(`${USER.username}:${password}`).toString('base64');
    await writeFile(join(home, 'config.json'), JSON.stringify({ auths: { [host]: { auth } } }));
    return home;
  }
});
