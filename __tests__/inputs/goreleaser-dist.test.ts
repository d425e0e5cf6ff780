import { mkdir, realpath, rename, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { readDist } from '../../src/inputs/goreleaser-dist.ts';
import { artifactsIn } from '../../src/run/binaries.ts';
import { artifact } from '../support/goreleaser-dists.ts';
import { scratchFolder, writeTree } from '../support/scratch-folder.ts';

const root = scratchFolder('goreleaser-dist');
let workspace: string;
let count = 0;
beforeEach(async () => {
  count += 1;
  workspace = join(await realpath(root).catch(() => root), `workspace-${count}`);
  await mkdir(workspace, { recursive: true });
});

const AMD64 = artifact({ id: 'app', goos: 'linux', goarch: 'amd64' });

function write(folder: string, entries: readonly unknown[] = [AMD64]) {
  return writeTree(workspace, { [`${folder}/artifacts.json`]: JSON.stringify(entries) });
}

async function filesOf(folder: string) {
  const artifacts = artifactsIn({ name: folder, path: join(workspace, folder) });
  if (artifacts === undefined) throw new Error('no artifacts.json');
  const { files } = await readDist(artifacts, workspace, []);
  return files.map(({ name }) => name);
}

describe('the programs of a dist', () => {
  test('lie in it, where goreleaser left it and under another name', async () => {
    await write('dist');
    await writeTree(workspace, { [AMD64.path]: 'program' });
    expect(await filesOf('dist')).toEqual(['dist/app_linux_amd64_v1/app']);
    expect(await filesOf('dist/artifacts.json')).toEqual(['dist/app_linux_amd64_v1/app']);
    await mkdir(join(workspace, 'sub'));
    await rename(join(workspace, 'dist'), join(workspace, 'sub/downloaded'));
    expect(await filesOf('sub/downloaded')).toEqual(['sub/downloaded/app_linux_amd64_v1/app']);
  });

  test('or where goreleaser ran, as a builder that imports programs lists them', async () => {
    await write('sub/dist', [{ ...AMD64, path: 'prebuilt/app' }]);
    await writeTree(workspace, { 'sub/prebuilt/app': 'program' });
    expect(await filesOf('sub/dist')).toEqual(['sub/prebuilt/app']);
  });

  test('that are not there are named', async () => {
    await write('dist');
    await expect(filesOf('dist')).rejects.toThrow(
      'binary: dist/artifacts.json lists dist/app_linux_amd64_v1/app, which is not there',
    );
  });

  test.each([
    ['a link', '/etc/passwd', 'dist/app'],
    ['a folder that is a link', '/etc', 'dist/etc/passwd'],
  ])('cannot lie outside of the workspace, behind %s', async (_, target, path) => {
    await write('dist', [{ ...AMD64, path }]);
    const link = path.split('/').slice(0, 2).join('/');
    await symlink(target, join(workspace, link));
    await expect(filesOf('dist')).rejects.toThrow('is a link that leads out of the workspace');
  });

  test('with an absolute path are looked for in the folder alone', async () => {
    await write('dist', [{ ...AMD64, path: '/etc/passwd' }]);
    await expect(filesOf('dist')).rejects.toThrow('which is not there');
  });

  test('for other systems alone are no image', async () => {
    await write('dist', [artifact({ id: 'app', goos: 'darwin', goarch: 'arm64' })]);
    await expect(filesOf('dist')).rejects.toThrow('lists no program for Linux; there are some for darwin/arm64');
  });

  test('a folder without artifacts.json is none of goreleaser', async () => {
    await mkdir(join(workspace, 'out'));
    expect(artifactsIn({ name: 'out', path: join(workspace, 'out') })).toBeUndefined();
  });
});
