import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startBackground } from './support/background.ts';
import { crane } from './support/clients.ts';
import { installedNode } from './support/node-versions.ts';
import { output, run } from './support/process.ts';
import { PROJECT } from './support/run-action.ts';
import { removeTemporaryFolders, temporaryFolder } from './support/temporary-folder.ts';

const HELLO = join(PROJECT, 'examples/hello/hello-linux-amd64');
const SECONDS = 1000;

/** What a clone has that `npm run try` uses; no node_modules are near it. */
async function freshClone(): Promise<string> {
  const clone = await temporaryFolder('clone');
  for (const part of ['package.json', 'dist', 'assets', 'examples/hello']) {
    await cp(join(PROJECT, part), join(clone, part), { recursive: true });
  }
  return clone;
}

describe('npm run try', () => {
  let clone: string;
  beforeAll(async () => {
    clone = await freshClone();
  });
  afterAll(removeTemporaryFolders);

  test.each(['20.18.1', '24'] as const)(
    'shows a verified image within five seconds on Node %s',
    async (version) => {
      const node = await installedNode(version);
      const begin = Date.now();
      const { exitCode, stdout, stderr } = await run(node, ['dist/try.js'], { cwd: clone });
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
      expect(Date.now() - begin).toBeLessThan(5 * SECONDS);
      expect(stdout).toMatch(/^Verified: 127\.0\.0\.1:\d+\/you\/app@sha256:[0-9a-f]{64}$/m);
      expect(stdout).toContain('Not root: runs as 65532:65532');
      expect(stdout).not.toMatch(/<code>|&nbsp;|&#/);
    },
    300_000,
  );

  test('takes a program and a config file from the folder where it is called', async () => {
    const workspace = await temporaryFolder('my app');
    await mkdir(join(workspace, 'out'));
    await cp(HELLO, join(workspace, 'out/my app-linux-amd64'));
    const config = '{ path: /srv/app, cmd: [serve] }';
    const args = ['run', '--silent', 'try', '--', 'out/my app-linux-amd64', '--config', config, '--tags=1.2.3'];
    const shown = await output('npm', ['--prefix', clone, ...args], { cwd: workspace });
    expect(shown).toContain('out/my app-linux-amd64 -> /srv/app');
    expect(shown).toContain('Cmd: ["serve"]');
    expect(shown).toContain(':1.2.3\n');
  });

  test.each([
    ['a file that is not there', ['nope'], 'nope: no such file in'],
    ['a program that needs a loader', ['/bin/ls'], 'is dynamically linked'],
    ['an option that it does not know', ['--nope'], 'Usage: npm run try'],
  ])('ends with 1 and says why for %s', async (_, args, message) => {
    const { exitCode, stdout, stderr } = await run(process.execPath, [join(clone, 'dist/try.js'), ...args]);
    expect(exitCode).toBe(1);
    expect(stdout + stderr).toContain(message);
    expect(stdout + stderr).not.toContain('    at ');
  });

  test('keeps the registry up with --serve, for what the user pushes, until it is stopped', async () => {
    const trial = await startBackground(process.execPath, [join(clone, 'dist/try.js'), '--serve'], {
      ready: async (log) => log.includes('until Ctrl-C') && log.includes('is --config image.yml.'),
    });
    const host = /docker run --rm (\S+)\/you\/app$/m.exec(trial.log())?.[1] ?? '';
    const inputs = { INPUT_BINARY: HELLO, INPUT_IMAGE: `${host}/you/mine`, INPUT_TAGS: '1.2.3' };
    await output(process.execPath, [join(clone, 'dist/index.js')], { cwd: clone, env: inputs });
    expect(JSON.parse(await crane('config', `${host}/you/mine:1.2.3`))).toMatchObject({
      config: { Entrypoint: ['/hello'] },
    });
    await crane('validate', '--remote', `${host}/you/app:latest`);
    await trial.stop();
    expect(trial.log()).toContain('The registry is gone');
  });
});
