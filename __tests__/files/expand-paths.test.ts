import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { expandPaths } from '../../src/files/expand-paths.ts';
import { scratchFolder, writeTree } from '../support/scratch-folder.ts';

const folder = scratchFolder('expand-paths');

beforeAll(async () => {
  await writeTree(folder, {
    'dist/app_linux_amd64/app': '',
    'dist/app_linux_arm64/app': '',
    'dist/app_linux_arm64/.hidden': '',
    'dist/[odd] (1)/app': '',
    'top/Z': '',
    'top/a': '',
    'top/é': '',
    'deep/a/b/c': '',
    'work/x': '',
  });
  await symlink('app_linux_amd64', join(folder, 'dist/app_linux_link'));
  await symlink('app', join(folder, 'dist/app_linux_arm64/alias'));
  await symlink('.', join(folder, 'deep/loop'));
  await symlink('/', join(folder, 'deep/root'));
});

async function names(text: string, options: { directories?: boolean; directory?: string } = {}): Promise<string[]> {
  const { found } = await expandPaths(text, { directory: folder, ...options });
  return found.map(({ name }) => name);
}

describe('expandPaths', () => {
  test('gives a plain path back, whether it exists or not', async () => {
    expect(await expandPaths('out/app', { directory: folder })).toEqual({
      pattern: false,
      base: join(folder, 'out/app'),
      found: [{ name: 'out/app', path: join(folder, 'out/app') }],
    });
  });

  test('finds what matches, through links to directories, in the order of bytes', async () => {
    expect(await names('dist/app_*/app')).toEqual([
      'dist/app_linux_amd64/app',
      'dist/app_linux_arm64/app',
      'dist/app_linux_link/app',
    ]);
    expect(await names('top/*')).toEqual(['top/Z', 'top/a', 'top/é']);
  });

  test('finds links to files and hidden files, too', async () => {
    expect(await names('dist/app_linux_arm64/*')).toEqual([
      'dist/app_linux_arm64/.hidden',
      'dist/app_linux_arm64/alias',
      'dist/app_linux_arm64/app',
    ]);
  });

  test('takes alternatives, absolute patterns and ones that climb', async () => {
    expect(await names('dist/app_linux_{arm64,riscv64}/app')).toEqual(['dist/app_linux_arm64/app']);
    expect(await names(`${folder}/top/?`)).toEqual([
      join(folder, 'top/Z'),
      join(folder, 'top/a'),
      join(folder, 'top/é'),
    ]);
    expect(await names('../top/[a-z]', { directory: join(folder, 'work') })).toEqual(['../top/a']);
  });

  test('takes a path with characters of patterns as written where it exists', async () => {
    expect(await names('dist/[odd] (1)/app')).toEqual(['dist/[odd] (1)/app']);
    expect(await names('dist/\\[odd\\]*/app')).toEqual(['dist/[odd] (1)/app']);
  });

  test('takes the back slashes of Windows', async () => {
    expect(await names('dist\\app_linux_amd64\\app')).toEqual(['dist/app_linux_amd64/app']);
    expect(await names('dist\\app_linux_a*\\app')).toEqual(['dist/app_linux_amd64/app', 'dist/app_linux_arm64/app']);
  });

  test('finds directories where they are asked for', async () => {
    expect(await names('dist/app_linux_a*', { directories: true })).toEqual([
      'dist/app_linux_amd64',
      'dist/app_linux_arm64',
    ]);
    expect(await names('dist/app_linux_a*/', { directories: true })).toHaveLength(2);
    await expect(names('dist/app_linux_a*')).rejects.toThrow('"dist/app_linux_a*" matches directories only');
  });

  test('does not walk links with **: neither a loop nor the whole disk', async () => {
    expect(await names('deep/**')).toEqual(['deep/a/b/c', 'deep/loop', 'deep/root']);
  });

  test('says where it looked when nothing matches', async () => {
    await expect(expandPaths('dist/*.exe', { directory: folder })).rejects.toMatchObject({
      code: 'file',
      message: 'Nothing matches "dist/*.exe"',
      hint: `Looked in ${join(folder, 'dist')}.`,
    });
    await expect(expandPaths('nowhere/*', { directory: folder })).rejects.toMatchObject({
      hint: `"${join(folder, 'nowhere')}" does not exist.`,
    });
  });

  test('refuses a pattern that is longer than any path', async () => {
    await expect(names(`${'a'.repeat(70_000)}*`)).rejects.toMatchObject({ code: 'file' });
  });
});
