import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { makeDirectory } from '../../src/layout/make-directory.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'make-'));
});

afterEach(() => rm(folder, { recursive: true }));

test('makes what is missing above, and takes what is there', async () => {
  for (const path of ['a/b/c', 'a/b/c', 'a/d', '.']) await makeDirectory(join(folder, path));
  expect(await readdir(join(folder, 'a'))).toEqual(['b', 'd']);
});

test('says what is in the way', async () => {
  await writeFile(join(folder, 'file'), '');
  await symlink('/nonexistent', join(folder, 'broken'));
  await expect(makeDirectory(join(folder, 'file/a'))).rejects.toThrow('ENOTDIR');
  await expect(makeDirectory(join(folder, 'broken/a'))).rejects.toThrow('ENOENT');
});

test('ends where a file system has no directories to make', async () => {
  if (!existsSync('/proc/self')) return;
  await expect(makeDirectory('/proc/nothing/a/b')).rejects.toThrow('ENOENT');
});
