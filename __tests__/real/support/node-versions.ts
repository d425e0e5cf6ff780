import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { output } from './process.ts';

export type NodeVersion = '20.18.1' | '22' | '24';

const CACHE = join(import.meta.dirname, '../../../.cache/node');

/** A Node of that version, from the npm package that carries it for this machine; installed on first use and kept. */
export async function installedNode(version: NodeVersion): Promise<string> {
  const folder = join(CACHE, version);
  const name = `node-${process.platform}-${process.arch}`;
  const program = join(folder, 'node_modules', name, 'bin/node');
  if (existsSync(program)) return program;
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), '{ "private": true }');
  await output('npm', ['install', '--no-save', '--no-package-lock', `${name}@${version}`], {
    cwd: folder,
    timeout: 300_000,
  });
  return program;
}
