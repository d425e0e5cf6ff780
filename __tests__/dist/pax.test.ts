import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { PROJECT, runAction } from '../real/support/run-action.ts';
import { removeTemporaryFolders } from '../real/support/temporary-folder.ts';
import { scratchFolder } from '../support/scratch-folder.ts';

const folder = scratchFolder('pax');
const archive = join(folder, 'image.tar');

test('the bundle finds the tar writer for what ustar cannot hold', async () => {
  const run = await runAction({
    binary: join(PROJECT, 'examples/hello/hello-linux-amd64'),
    image: 'registry.test/o/app',
    tags: '1.0.0',
    push: 'false',
    output: `docker-archive:${archive}`,
    config: 'files: [{ dst: /Zürich, content: hi, owner: "3000000:5" }]',
  });
  expect(run.stdout).not.toContain('::error::');
  expect(run.exitCode).toBe(0);
  const [, files] = JSON.parse(fromArchive('manifest.json').toString())[0].Layers;
  const input = fromArchive(files);
  expect(execFileSync('tar', ['-tv', '--numeric-owner'], { input, encoding: 'utf8' })).toContain(' 3000000/5 ');
});

function fromArchive(name: string): Buffer {
  return execFileSync('tar', ['-xOf', archive, name]);
}

afterAll(removeTemporaryFolders);
