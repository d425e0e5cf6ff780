import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Binary } from '../../src/binary/binary.ts';
import { openFile } from '../../src/files/open-file.ts';
import type { Plan } from '../../src/image/plan.ts';
import { planInWorkspace } from '../support/plan-in-workspace.ts';
import { binaryOf } from '../support/plan-values.ts';
import { scratchFolder, writeTree } from '../support/scratch-folder.ts';

const workspace = scratchFolder('program-in-tree');
const PLATFORMS = ['linux/amd64', 'linux/arm64'];

beforeAll(async () => {
  await writeTree(workspace, {
    'rootfs/app': '\x7fELF small',
    'rootfs/etc/motd': 'hello',
    'large/app': Buffer.alloc(100_000, 'x'),
    'by/linux/amd64/app': '\x7fELF one',
    'by/linux/arm64/app': '\x7fELF two',
  });
  await symlink('rootfs/app', join(workspace, 'link'));
});

async function programAt(path: string, platform = 'linux/amd64'): Promise<Binary> {
  return binaryOf(path, platform, { source: await openFile(path, join(workspace, path)) });
}

function paths({ platforms }: Plan): string[] {
  return platforms.flatMap(({ layers }) =>
    layers
      .filter(({ name }) => name !== 'kit')
      .flatMap(({ name, entries }) => entries.map(({ path, mode }) => `${name} ${path} ${mode.toString(8)}`)),
  );
}

describe('the binary inside of what is copied', () => {
  test('is one file, small or large', async () => {
    const small = await planInWorkspace(workspace, 'files: [{ src: rootfs/, dst: / }]', [
      await programAt('rootfs/app'),
    ]);
    expect(paths(small)).toEqual(['files etc 755', 'files etc/motd 644', 'binary app 755']);
    const config = 'files: [{ src: large/, dst: /, mode: 0711 }]';
    expect(paths(await planInWorkspace(workspace, config, [await programAt('large/app')]))).toEqual(['binary app 711']);
  });

  test('may be named through a link', async () => {
    const config = 'path: /app\nfiles: [{ src: rootfs/, dst: / }]';
    expect(paths(await planInWorkspace(workspace, config, [await programAt('link')]))).toContain('binary app 755');
  });

  test('may lie in a folder for each platform', async () => {
    const binaries = await Promise.all(PLATFORMS.map((platform) => programAt(`by/${platform}/app`, platform)));
    const plan = await planInWorkspace(workspace, 'files: [{ src: "by/{{platform}}/", dst: / }]', binaries);
    expect(paths(plan)).toEqual(['binary app 755', 'binary app 755']);
  });

  test('and another file of its name is a conflict that names both', async () => {
    const config = 'files: [{ src: rootfs/, dst: / }]';
    await expect(planInWorkspace(workspace, config, [await programAt('large/app')])).rejects.toThrow(
      'files: /app is taken, by the binary (large/app, and not rootfs/app)',
    );
  });
});
