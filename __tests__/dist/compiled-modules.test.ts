import { execFile, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { appendFileSync, copyFileSync, cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { startStrictRegistry } from '../../testing/strict-registry/strict-registry.ts';
import { PROJECT } from '../real/support/run-action.ts';
import { scratchFolder } from '../support/scratch-folder.ts';

const folder = scratchFolder('compiled-modules');

const PROBED_WITH = 'internal/test/binding';

/** Writes down which of Node's modules were parsed in the thread, although Node brings them compiled. */
const PROBE = `
process.getBuiltinModule('worker_threads').parentPort.once('message', () => {
  const { internalBinding } = process.getBuiltinModule('${PROBED_WITH}');
  const { compiledWithoutCache } = internalBinding('builtins').getCacheUsage();
  process.getBuiltinModule('fs').writeFileSync(new URL('parsed.json', import.meta.url), JSON.stringify([...compiledWithoutCache]));
});
`;

const binary = join(folder, 'app');
copyFileSync(join(PROJECT, 'examples/hello/hello-linux-amd64'), binary);
appendFileSync(binary, randomBytes(20_000_000));

const settings = {
  PATH: process.env.PATH ?? '',
  RUNNER_TEMP: folder,
  GITHUB_WORKSPACE: folder,
  INPUT_BINARY: binary,
  INPUT_TAGS: '1.0.0',
};

test("a worker takes Node's modules as Node brings them, compiled", () => {
  const dist = join(folder, 'dist');
  cpSync(join(PROJECT, 'dist'), dist, { recursive: true });
  cpSync(join(PROJECT, 'assets'), join(folder, 'assets'), { recursive: true });
  appendFileSync(join(dist, 'layer-worker.js'), PROBE);
  const starter = join(dist, 'chunks/boot.js');
  const code = readFileSync(starter, 'utf8');
  expect(code).toContain('execArgv: []');
  writeFileSync(starter, code.replace('execArgv: []', "execArgv: ['--expose-internals']"));
  const env = { ...settings, INPUT_IMAGE: 'registry.test/o/app', INPUT_PUSH: 'false' };
  const args = ['--no-warnings', '--expose-internals', join(dist, 'index.js')];
  const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8', env });
  expect(stdout).toContain('registry.test/o/app@sha256:');
  expect(status).toBe(0);
  const parsed: string[] = JSON.parse(readFileSync(join(dist, 'parsed.json'), 'utf8'));
  expect(parsed.filter((name) => name !== PROBED_WITH)).toEqual([]);
});

test('so does the main thread of a push', async () => {
  const probe = join(folder, 'probe.cjs');
  const report = join(folder, 'parsed-here.json');
  writeFileSync(
    probe,
    `process.on('exit', () => {
      const { compiledWithoutCache } = require('${PROBED_WITH}').internalBinding('builtins').getCacheUsage();
      require('node:fs').writeFileSync(${JSON.stringify(report)}, JSON.stringify([...compiledWithoutCache]));
    });`,
  );
  const registry = await startStrictRegistry();
  const env = { ...settings, INPUT_IMAGE: `${registry.host}/o/app` };
  const args = ['--no-warnings', '--expose-internals', '--require', probe, join(PROJECT, 'dist/index.js')];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env });
  await registry.close();
  expect(stdout).toContain(`${registry.host}/o/app@sha256:`);
  const parsed: string[] = JSON.parse(readFileSync(report, 'utf8'));
  expect(parsed.filter((name) => name !== PROBED_WITH)).toEqual([]);
});
