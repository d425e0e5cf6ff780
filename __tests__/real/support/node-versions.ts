import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { output } from './process.ts';

export type NodeVersion = '20.18.1' | '22' | '24';

const CACHE = join(import.meta.dirname, '../../../.cache/node');

/** A Node of that version, from the npm package that carries it for this machine; installed on first use and kept. */
export async function installedNode(version: NodeVersion): Promise<string> {
  const name = `node-${process.platform}-${process.arch}`;
  const program = join(CACHE, version, 'node_modules', name, 'bin/node');
  if (!existsSync(program)) await install(`${name}@${version}`, join(CACHE, version));
  return program;
}

/** Beside its place, where it comes whole or not at all: another test file may install the same one now. */
async function install(what: string, place: string): Promise<void> {
  await mkdir(CACHE, { recursive: true });
  const folder = await mkdtemp(`${place}-`);
  await writeFile(join(folder, 'package.json'), '{ "private": true }');
  await output('npm', ['install', '--no-save', '--no-package-lock', what], {
    cwd: folder,
    timeout: 300_000,
  });
  await rename(folder, place).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    await rm(folder, { recursive: true });
  });
}
