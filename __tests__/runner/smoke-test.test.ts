import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { ActionError } from '../../src/errors.ts';
import { smokeTest } from '../../src/runner/smoke-test.ts';
import { realProcesses } from '../support/real-processes.ts';

const IMAGE = { archive: '/tmp/image.tar', reference: 'localhost/x:smoke-test', container: 'x', args: [] };

let folder: string;
let path: string | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'smoke-'));
  path = process.env.PATH;
  process.env.PATH = [folder, '/usr/bin', '/bin'].join(delimiter);
  await runtime('docker', 'exit 1');
  await runtime('podman', 'exit 1');
});

afterEach(async () => {
  process.env.PATH = path;
  await rm(folder, { recursive: true });
});

/** A runtime on PATH that notes how it is called; `load` succeeds unless the script says otherwise. */
async function runtime(name: string, onRun: string, onLoad = 'exit 0'): Promise<void> {
  const script = [
    '#!/bin/sh',
    `echo "${name} $*" >> ${join(folder, 'calls')}`,
    `case "$1" in load) ${onLoad};; run) ${onRun};; esac`,
  ];
  await writeFile(join(folder, name), `${script.join('\n')}\n`);
  await chmod(join(folder, name), 0o755);
}

async function calls(): Promise<string[]> {
  return (await readFile(join(folder, 'calls'), 'utf8')).trim().split('\n');
}

function failure(args: readonly string[] = []): Promise<ActionError> {
  return smokeTest({ ...IMAGE, args }, realProcesses).then(
    () => Promise.reject(new Error('it passed')),
    (error: ActionError) => error,
  );
}

describe('a smoke test', () => {
  test('loads the archive, runs the image without network, and leaves nothing behind', async () => {
    await runtime('docker', 'exit 0');
    await smokeTest({ ...IMAGE, args: ['--version'] }, realProcesses);
    expect(await calls()).toEqual([
      'docker load --input /tmp/image.tar',
      'docker run --rm --name x --network none localhost/x:smoke-test --version',
      'docker rm --force x',
      'docker image rm --force localhost/x:smoke-test',
    ]);
  });

  test('takes podman where docker has no daemon', async () => {
    await runtime('docker', 'exit 0', 'echo "Cannot connect to the Docker daemon" >&2; exit 1');
    await runtime('podman', 'exit 0');
    await smokeTest(IMAGE, realProcesses);
    expect(await calls()).toContain('podman run --rm --name x --network none localhost/x:smoke-test');
  });

  test('tells the exit code and the last words of the program', async () => {
    await runtime('docker', 'echo one; echo two >&2; exit 3');
    const error = await failure(['serve']);
    expect(error.message).toBe(
      'The image with the arguments serve ended with exit code 3 in the smoke test. Its last lines:\none\ntwo',
    );
    expect(error.hint).toBe('Nothing was pushed.');
  });

  test.each([
    [125, 'docker: Error response from daemon: failed to set up container networking: no such network.'],
    [126, 'Error: crun: setrlimit `RLIMIT_NOFILE`: Operation not permitted: OCI permission denied'],
    [126, 'Error: OCI runtime error: runc: cgroups: cannot find cgroup mount destination: unknown'],
    [127, 'docker: Error response from daemon: unable to start container process: exec: "/app": no such file'],
  ])('tells a runtime that failed (%i) from a program that did: %s', async (code, words) => {
    await writeFile(join(folder, 'words'), `a warning\n${words}\n\nRun 'docker run --help' for more information\n`);
    await runtime('docker', `cat ${join(folder, 'words')} >&2; exit ${code}`);
    const error = await failure();
    expect(error.message).toBe(
      `docker could not start the image for the smoke test (exit code ${code}), so the program did not run. docker says: ${words}`,
    );
    expect(error.hint).toContain('Nothing was pushed.');
  });

  test('takes the same exit code for the program’s where the runtime says nothing', async () => {
    await runtime('docker', 'echo "app: no command" >&2; exit 127');
    expect((await failure()).message).toMatch(/^The image ended with exit code 127/);
  });

  test('tells what both runtimes lack where neither takes the image', async () => {
    await runtime('docker', 'exit 0', 'echo "no daemon" >&2; exit 1');
    await runtime('podman', 'exit 0', 'echo "no space" >&2; exit 125');
    const error = await failure();
    expect(error.message).toContain('docker: no daemon');
    expect(error.message).toContain('podman: no space');
    expect(await calls()).toHaveLength(2);
  });

  test('tells where there is no runtime at all', async () => {
    process.env.PATH = join(folder, 'nowhere');
    expect((await failure()).message).toBe(
      'smoke-test needs docker or podman, and neither works here. docker: not found on PATH; podman: not found on PATH',
    );
  });
});
