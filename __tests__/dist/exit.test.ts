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

/** The functions, by name and address, of which the trace tells such an event of Maglev's. */
function compilations(trace: string, event: string): string[] {
  const lines = trace.split('\n').filter((line) => line.startsWith(`[${event}`) && line.includes('MAGLEV'));
  return lines.map((line) => line.match(/<JSFunction [^>]*>/)?.[0] ?? line).sort();
}

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
  // Where the action's path is long, the functions by which Node resolves it are compiled before the action's first line.
  const run = stdout.slice(stdout.indexOf('::group::'));
  expect(compilations(run, 'compiling method')).toEqual([]);
  expect(compilations(stdout, 'completed compiling')).toEqual(compilations(stdout, 'compiling method'));
});
