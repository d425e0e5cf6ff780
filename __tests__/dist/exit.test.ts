import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { appendFileSync, copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { PROJECT } from '../real/support/run-action.ts';
import { scratchFolder } from '../support/scratch-folder.ts';

const folder = scratchFolder('exit');
const binary = join(folder, 'app');
copyFileSync(join(PROJECT, 'examples/hello/hello-linux-amd64'), binary);
appendFileSync(binary, randomBytes(20_000_000));
// So many that Maglev would compile the functions that lay them into a tar, long after the worker is there.
mkdirSync(join(folder, 'many'));
for (let file = 0; file < 4000; file++) writeFileSync(join(folder, 'many', `${file}`), '');

test('no compiler is at work that could hold up the end of the process', () => {
  const env = {
    PATH: process.env.PATH ?? '',
    GITHUB_ACTIONS: 'true',
    RUNNER_TEMP: folder,
    GITHUB_WORKSPACE: folder,
    INPUT_CONFIG: 'files: [{ src: many/, dst: /many/ }]',
    INPUT_BINARY: binary,
    INPUT_IMAGE: 'registry.test/o/app',
    INPUT_TAGS: '1.0.0',
    INPUT_PUSH: 'false',
    INPUT_OUTPUT: `oci:${join(folder, 'layout')}`,
  };
  const entry = join(PROJECT, 'dist/index.js');
  const { status, stdout } = spawnSync(process.execPath, ['--trace-opt', entry], { encoding: 'utf8', env });
  expect(status).toBe(0);
  // Until the worker is there, a few of Node's functions are compiled, each in a millisecond.
  const [, making] = stdout.split('::group::What the image will be');
  expect(making).toContain('registry.test/o/app@sha256:');
  expect(making).not.toContain('MAGLEV');
});
