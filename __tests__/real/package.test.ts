import { copyFile, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type StrictRegistry, startStrictRegistry } from '../../testing/strict-registry/strict-registry.ts';
import { output, run } from './support/process.ts';
import { PROJECT } from './support/run-action.ts';
import { removeTemporaryFolders, temporaryFolder } from './support/temporary-folder.ts';

let registry: StrictRegistry;
let tarball: string;
beforeAll(async () => {
  registry = await startStrictRegistry();
  const folder = await temporaryFolder('pack');
  await output('npm', ['pack', '--pack-destination', folder], { cwd: PROJECT });
  tarball = join(folder, (await readdir(folder))[0] ?? '');
});
afterAll(async () => {
  await Promise.all([registry.close(), removeTemporaryFolders()]);
});

describe('the package', () => {
  test('pushes from an empty folder by npx, and installs nothing but itself', async () => {
    const folder = await temporaryFolder('empty');
    const home = await temporaryFolder('home');
    await copyFile(join(PROJECT, 'examples/hello/hello-linux-amd64'), join(folder, 'app'));
    const npm = { npm_config_update_notifier: 'false', npm_config_offline: 'true', npm_config_audit: 'false' };
    await copyFile(tarball, join(folder, basename(tarball)));
    const args = ['app', '--image', `${registry.host}/acme/app`, '--tags', '1.0.0', '--push'];
    const env = { PATH: process.env.PATH, HOME: home, ...npm };
    const finished = await run('npx', ['--yes', `./${basename(tarball)}`, ...args], { cwd: folder, env });
    expect([finished.exitCode, finished.stdout]).toEqual([0, expect.stringContaining('/acme/app@sha256:')]);
    const [installation = ''] = await readdir(join(home, '.npm/_npx'));
    const installed = await readdir(join(home, '.npm/_npx', installation, 'node_modules'));
    expect(installed.filter((name) => !name.startsWith('.'))).toEqual(['from-scratch']);
  });

  test('holds what it needs and no more', async () => {
    const names = (await output('tar', ['-tzf', tarball])).trim().split('\n');
    const kinds = new Set(names.map((name) => name.replace(/^package\/(assets|dist\/chunks)\/.*/, '$1')));
    const files = ['LICENSE', 'README.md', 'action.yml', 'package.json'].map((name) => `package/${name}`);
    const dist = ['cli.js', 'index.js', 'layer-worker.js', 'licences.txt', 'try.js'].map(
      (name) => `package/dist/${name}`,
    );
    expect([...kinds].sort()).toEqual(['assets', 'dist/chunks', ...files, ...dist].sort());
  });
});

test('nothing is built where npm takes the package from git', async () => {
  const { scripts, dependencies } = JSON.parse(await output('cat', [join(PROJECT, 'package.json')]));
  expect(dependencies).toBeUndefined();
  const building = ['postinstall', 'build', 'preinstall', 'install', 'prepack', 'prepare'];
  expect(building.filter((name) => name in scripts)).toEqual([]);
});
