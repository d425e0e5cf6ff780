import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { PROJECT } from '../real/support/run-action.ts';
import { scratchFolder } from '../support/scratch-folder.ts';

const folder = scratchFolder('pax');

test('the bundle finds the tar writer for what ustar cannot hold', () => {
  const env = {
    PATH: process.env.PATH ?? '',
    RUNNER_TEMP: folder,
    INPUT_BINARY: join(PROJECT, 'examples/hello/hello-linux-amd64'),
    INPUT_IMAGE: 'registry.test/o/app',
    INPUT_TAGS: '1.0.0',
    INPUT_PUSH: 'false',
    INPUT_OUTPUT: `docker-archive:${join(folder, 'image.tar')}`,
    INPUT_CONFIG: 'files: [{ dst: /Zürich, content: hi, owner: "3000000:5" }]',
  };
  const { stdout } = spawnSync(process.execPath, [join(PROJECT, 'dist/index.js')], { encoding: 'utf8', env });
  expect(stdout).not.toContain('::error::');
  const names = spawnSync('tar', ['-xOf', join(folder, 'image.tar'), 'manifest.json'], { encoding: 'utf8' });
  expect(names.status).toBe(0);
});
