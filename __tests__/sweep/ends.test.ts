import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type StrictRegistry, startStrictRegistry } from '../../testing/strict-registry/strict-registry.ts';
import { type ActionRun, PROJECT, runAction } from '../real/support/run-action.ts';
import { removeTemporaryFolders } from '../real/support/temporary-folder.ts';
import { scratchFolder } from '../support/scratch-folder.ts';

const HELLO = join(PROJECT, 'examples/hello/hello-linux-amd64');
const HUGE = 6 * 1024 ** 3;
const folder = scratchFolder('ends');
/** More than is compressed without a thread. */
const LARGE = join(folder, 'large-app');
const ALLOWED = '--allow-fs-read=* --allow-fs-write=*';
const programs = join(folder, 'programs');
const home = join(folder, 'home');
const temporary = join(folder, 'temporary');

let registry: StrictRegistry;
beforeAll(async () => {
  registry = await startStrictRegistry();
  for (const made of [programs, join(home, '.docker'), temporary]) mkdirSync(made, { recursive: true });
  writeFileSync(join(home, '.docker/config.json'), '{"credsStore": "odd"}');
  copyFileSync(HELLO, LARGE);
  truncateSync(LARGE, 20_000_000);
});
afterAll(() => registry.close());

/** A program on PATH that notes its number, so that a test can see when it runs and whether it still does. */
function program(name: string, script: string): void {
  writeFileSync(join(programs, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(programs, name), 0o755);
}

const HANGING = `sleep 1000 & echo "$! $$" > ${join(folder, 'pids')}.new; mv ${join(folder, 'pids')}.new ${join(folder, 'pids')}; wait`;

const surroundings = () => ({
  HOME: home,
  RUNNER_TEMP: temporary,
  PATH: [programs, '/usr/bin', '/bin'].join(delimiter),
});

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 20));
}

const errorsOf = ({ stdout }: ActionRun) => stdout.split('\n').filter((line) => line.startsWith('::error'));

function isRunning(pid: string): boolean {
  try {
    // A process that has ended and that nobody has asked for yet is a zombie.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

const inputs = () => ({ binary: HELLO, image: `${registry.host}/acme/app`, tags: 'v1' });

describe('a credential helper', () => {
  test.each([
    ['ends without reading its input', 'exec <&-; echo broken >&2; exit 1', 'it ended with 1: broken'],
    ['closes its input and goes on', 'exec <&-; sleep 0.3; echo "{}"', 'its answer is not'],
    [
      'fails with an answer',
      `echo '{"Username":"u","Secret":"hunter2-S3cret"}'; exit 3`,
      'it ended with 3: no message',
    ],
    ['cannot be started', '\u0000', 'docker-credential-odd'],
  ])('that %s is one error', async (_, script, message) => {
    program('docker-credential-odd', script);
    const run = await runAction({ ...inputs(), image: `${registry.host}/${'a'.repeat(60)}/app` }, surroundings());
    expect([run.exitCode, run.stderr]).toEqual([1, '']);
    expect(errorsOf(run)).toEqual([expect.stringContaining(message)]);
    expect(run.stdout).not.toContain('hunter2');
  });
});

test.each([
  ['docker', (pipe: string) => ({ DOCKER_CONFIG: dirname(pipe) })],
  ['podman', (pipe: string) => ({ REGISTRY_AUTH_FILE: pipe })],
])('a pipe in the place of the configuration of %s is one error and waits for nobody', async (name, env) => {
  const pipe = join(folder, `pipe-${name}`, 'config.json');
  mkdirSync(dirname(pipe));
  spawnSync('mkfifo', [pipe]);
  const run = await runAction(inputs(), { ...surroundings(), HOME: folder, ...env(pipe) });
  expect(errorsOf(run)).toEqual([expect.stringContaining(`${pipe} is a pipe`)]);
});

describe('a run that is cancelled', () => {
  async function cancelled(more: Record<string, string>, begun: () => boolean, env = {}): Promise<ActionRun> {
    const run = await runAction({ ...inputs(), ...more }, { ...surroundings(), ...env }, { cancelled: until(begun) });
    expect([run.exitCode, run.stderr]).toEqual([1, '']);
    expect(errorsOf(run)).toEqual([expect.stringMatching(/^::error::The run was cancelled \(SIGTERM\)/)]);
    expect(readdirSync(temporary)).toEqual([]);
    return run;
  }

  const pids = () => readFileSync(join(folder, 'pids'), 'utf8').trim().split(' ');
  const started = () => existsSync(join(folder, 'pids')) && pids().every(isRunning);

  test('while a credential helper hangs ends it and all that it has started', async () => {
    program('docker-credential-odd', HANGING);
    await cancelled({}, started);
    await until(() => !pids().some(isRunning));
  });

  test('while git hangs', async () => {
    program('git', HANGING);
    const workspace = join(folder, 'checkout');
    mkdirSync(join(workspace, '.git'), { recursive: true });
    await cancelled({ push: 'false' }, started, { GITHUB_WORKSPACE: workspace });
    await until(() => !pids().some(isRunning));
    rmSync(join(programs, 'git'));
  });

  test('in the middle of a smoke test removes its container, its image and its folder', async () => {
    const calls = join(folder, 'calls');
    program('docker', `echo "$*" >> ${calls}; case "$1" in run) ${HANGING};; esac`);
    await cancelled({ push: 'false', 'smoke-test': 'true' }, started);
    await until(() => !pids().some(isRunning));
    const [load, , ...after] = readFileSync(calls, 'utf8').trim().split('\n');
    expect(load).toMatch(/^load --input .*smoke-test-/);
    expect(after).toEqual([expect.stringMatching(/^rm --force/), expect.stringMatching(/^image rm --force/)]);
  });

  test('ends in its one error though what tidies up hangs, too', async () => {
    const calls = join(folder, 'hanging-calls');
    program('docker', `echo "$*" >> ${calls}; case "$1" in run|rm) ${HANGING};; esac`);
    const run = await cancelled({ push: 'false', 'smoke-test': 'true' }, started);
    expect(errorsOf(run)[0]).toContain('what was under way did not end within 7.5 s');
    await until(() => !pids().some(isRunning));
  });

  test('before its modules are loaded', async () => {
    const early = join(folder, 'early.cjs');
    // A thread is what main.ts starts ahead of loading the rest.
    writeFileSync(
      early,
      `const threads = require('node:worker_threads');
      const Original = threads.Worker;
      threads.Worker = function Worker(...all) { process.kill(process.pid, 'SIGTERM'); return new Original(...all); };
      require('node:module').syncBuiltinESMExports();`,
    );
    const env = { ...surroundings(), NODE_OPTIONS: `--require ${early}` };
    const run = await runAction({ ...inputs(), binary: LARGE, push: 'false' }, env);
    expect([run.exitCode, run.stderr]).toEqual([1, '']);
    expect(errorsOf(run)).toEqual([expect.stringMatching(/^::error::The run was cancelled \(SIGTERM\)/)]);
  });

  test('while a layer is compressed that is to be pushed', async () => {
    const binary = join(folder, 'machine-code');
    copyFileSync(HELLO, binary);
    appendFileSync(binary, readFileSync(process.execPath).subarray(20_000_000, 80_000_000));
    // Each of the four answers that follow takes a while, so that the run cannot end before the signal comes.
    const slow = await startStrictRegistry({ latency: 100 });
    const uploading = () => slow.requests.some(({ method }) => method === 'POST');
    const run = await cancelled({ binary, image: `${slow.host}/acme/app` }, uploading, { HOME: folder });
    await slow.close();
    expect(errorsOf(run)[0]).toMatch(/no tag was moved\)%0AUploads that were under way are given up/);
  });

  test('while a huge binary is read', async () => {
    const binary = join(folder, 'huge');
    copyFileSync(HELLO, binary);
    truncateSync(binary, HUGE);
    await cancelled({ binary, push: 'false' }, passed(700));
  });

  test('while a large file is compressed for an archive leaves no part of it', async () => {
    writeFileSync(join(folder, 'large'), '');
    truncateSync(join(folder, 'large'), HUGE);
    const output = join(folder, 'archive/image.tar');
    const config = `files: [{ src: ${join(folder, 'large')}, dst: /large }]`;
    await cancelled({ config, push: 'false', output: `oci-archive:${output}` }, passed(1500));
    const archive = dirname(output);
    expect(existsSync(archive) ? readdirSync(archive) : []).toEqual([]);
  });

  test('while an archive is written leaves no part of it', async () => {
    const output = join(folder, 'archive/docker.tar');
    const source = join(folder, 'half-a-gigabyte');
    writeFileSync(source, '');
    truncateSync(source, 512 * 1024 ** 2);
    const config = `files: [{ src: ${source}, dst: /large }]`;
    const begun = () => existsSync(dirname(output)) && readdirSync(dirname(output)).length > 0;
    await cancelled({ config, push: 'false', compression: 'none', output: `docker-archive:${output}` }, begun);
    expect(readdirSync(join(folder, 'archive'))).toEqual([]);
  });

  function passed(milliseconds: number): () => boolean {
    const began = performance.now();
    return () => performance.now() - began > milliseconds;
  }
});

describe('a run that cannot begin ends in one error', () => {
  test('in a folder that is gone', async () => {
    const gone = join(folder, 'gone');
    const leave = join(folder, 'leave.cjs');
    writeFileSync(
      leave,
      `const fs = require('node:fs'); fs.mkdirSync('${gone}'); process.chdir('${gone}'); fs.rmdirSync('${gone}');`,
    );
    const env = { ...surroundings(), NODE_OPTIONS: `--require ${leave}`, GITHUB_WORKSPACE: undefined };
    const run = await runAction({ ...inputs(), push: 'false' }, env);
    expect([run.exitCode, run.stderr]).toEqual([1, '']);
    expect(errorsOf(run)).toEqual([expect.stringContaining('uv_cwd')]);
  });

  test('where a file of the bundle cannot be loaded', () => {
    const bundle = join(folder, 'bundle');
    cpSync(join(PROJECT, 'dist'), join(bundle, 'dist'), { recursive: true });
    cpSync(join(PROJECT, 'assets'), join(bundle, 'assets'), { recursive: true });
    writeFileSync(join(bundle, 'package.json'), '{"type": "module"}');
    rmSync(join(bundle, 'dist/chunks/start.js'));
    const env = { GITHUB_ACTIONS: 'true', INPUT_BINARY: HELLO };
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(bundle, 'dist/index.js')], { env });
    expect([status, stderr.toString()]).toEqual([1, '']);
    expect(stdout.toString()).toMatch(/^::error::from-scratch cannot be loaded: .*start\.js.*\n$/);
  });
});

describe('what a user can cause is never an internal error', () => {
  const PUSHED = /The image is published: \S+@sha256:[0-9a-f]{64}/;

  test.each([
    ['missing', join(folder, 'nowhere/output')],
    ['a directory', folder],
    ['on a full disk', '/dev/full'],
  ])('GITHUB_OUTPUT %s', async (_, file) => {
    writeFileSync(join(home, '.docker/config.json'), '{}');
    const run = await runAction(inputs(), { ...surroundings(), GITHUB_OUTPUT: file });
    expect(run.exitCode).toBe(1);
    expect(errorsOf(run)).toEqual([expect.stringMatching(PUSHED)]);
    expect(run.summary).toContain('sha256:');
    const dry = await runAction({ ...inputs(), push: 'false' }, { ...surroundings(), GITHUB_OUTPUT: file });
    expect(errorsOf(dry)).toEqual([expect.stringContaining('Nothing was published')]);
  });

  test.each([
    [
      'a RUNNER_TEMP that takes no folder',
      { 'smoke-test': 'true' },
      { RUNNER_TEMP: '/proc' },
      'A temporary folder in /proc',
    ],
    ['a port that no URL takes', { image: 'localhost:70000/app' }, {}, 'no valid registry host'],
    ['an address that no URL takes', { image: '10.0.0.300/acme/app' }, {}, 'no valid registry host'],
    ['five numbers', { image: '1.2.3.4.5/acme/app' }, {}, 'no valid registry host'],
    ['Node without WebAssembly', {}, { NODE_OPTIONS: '--jitless' }, 'without WebAssembly'],
    [
      'Node that may start no threads',
      { binary: LARGE },
      { NODE_OPTIONS: `--permission ${ALLOWED}` },
      'refused an operation: Access to this API has been restricted',
    ],
  ])('%s', async (_, more, env, message) => {
    const run = await runAction({ ...inputs(), push: 'false', ...more }, { ...surroundings(), ...env });
    expect(run.exitCode).toBe(1);
    expect(errorsOf(run)).toEqual([expect.stringContaining(message)]);
    expect(run.stdout).not.toContain('Internal error');
  });
});

afterAll(removeTemporaryFolders);
