import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { appendFileSync, copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { PROJECT } from '../real/support/run-action.ts';
import { scratchFolder } from '../support/scratch-folder.ts';

const folder = scratchFolder('exit');
const binary = join(folder, 'app');
copyFileSync(join(PROJECT, 'examples/hello/hello-linux-amd64'), binary);
appendFileSync(binary, randomBytes(20_000_000));

test('no compiler is at work that could hold up the end of the process', () => {
  const env = {
    PATH: process.env.PATH ?? '',
    RUNNER_TEMP: folder,
    INPUT_BINARY: binary,
    INPUT_IMAGE: 'registry.test/o/app',
    INPUT_TAGS: '1.0.0',
    INPUT_PUSH: 'false',
    INPUT_OUTPUT: `oci:${join(folder, 'layout')}`,
  };
  const entry = join(PROJECT, 'dist/index.js');
  const { status, stdout } = spawnSync(process.execPath, ['--trace-opt', entry], { encoding: 'utf8', env });
  expect(status).toBe(0);
  // Until the worker is there, which makes a part of the image, a few of Node's functions are compiled, each in a millisecond.
  const end = stdout.slice(stdout.indexOf('registry.test/o/app@sha256:'));
  expect(end).not.toContain('MAGLEV');
});
