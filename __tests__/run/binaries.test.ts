import { mkdtemp, readdir, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readBinaries } from '../../src/run/binaries.ts';

const HELLO = join(import.meta.dirname, '../../examples/hello/hello-linux-amd64');
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'binaries-'));
  await writeFile(join(folder, 'script'), '#!/bin/sh\n');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function openFiles(): Promise<string[]> {
  const numbers = await readdir('/proc/self/fd');
  return Promise.all(numbers.map((number) => readlink(`/proc/self/fd/${number}`).catch(() => '')));
}

test('files are closed where one of them is refused, the refused one and the others', async () => {
  const refused = join(folder, 'script');
  const files = [HELLO, refused].map((path) => ({ name: path, path, stated: undefined }));
  await expect(readBinaries(files, { allowDynamic: false, systems: [] })).rejects.toThrow('script');
  const open = await openFiles();
  expect(open).not.toContain(refused);
  expect(open).not.toContain(HELLO);
});
