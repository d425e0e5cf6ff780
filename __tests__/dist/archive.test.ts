import { execFileSync } from 'node:child_process';
import { Readable } from 'node:stream';
import { expect, test } from '@jest/globals';
import { extract } from 'tar-stream';
import { PROJECT } from '../real/support/run-action.ts';

/** What a runner downloads for each `uses:`; https://git-scm.com/docs/git-archive#ATTRIBUTES */
async function archivedFiles(): Promise<string[]> {
  const command = ['archive', '--format=tar', '--worktree-attributes', 'HEAD'];
  const tar = execFileSync('git', command, { cwd: PROJECT, maxBuffer: 2 ** 26 });
  const files: string[] = [];
  for await (const entry of Readable.from([tar]).pipe(extract())) {
    if (entry.header.type === 'file') files.push(entry.header.name);
    entry.resume();
  }
  return files;
}

test('the archive of the repository holds what a run needs, what a reader of it looks for, and nothing else', async () => {
  const files = await archivedFiles();
  expect([...new Set(files.map((name) => name.split('/')[0]))].sort()).toEqual([
    'CHANGELOG.md',
    'LICENSE',
    'README.md',
    'SECURITY.md',
    'action.yml',
    'assets',
    'dist',
    'package.json',
  ]);
  expect(files).toEqual(expect.arrayContaining(['dist/index.js', 'dist/layer-worker.js', 'assets/deflate.wasm']));
});
