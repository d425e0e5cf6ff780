import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { ProcessRunner } from '../../src/ports.ts';
import { createProcessRunner } from '../../src/runner/process-runner.ts';
import { ProgramPath } from '../../src/runner/program-path.ts';
import { scratchFolder } from '../support/scratch-folder.ts';

const folder = scratchFolder('processes');
const environment = { PATH: '.:/usr/bin::/bin', GIVEN: 'yes' };

function runner(signal = new AbortController().signal): ProcessRunner {
  return createProcessRunner({ environment, path: new ProgramPath(environment.PATH, folder), signal });
}

const shell = (script: string, processes = runner(), more = {}) =>
  processes.run('sh', ['-c', script], { timeout: 20_000, ...more });

describe('a program', () => {
  test('gets its input and the environment, and is heard to its end', async () => {
    const script = 'cat; echo " $GIVEN"; head -c 300000 /dev/zero | tr "\\0" e >&2; exit 7';
    const { exitCode, stdout, stderr } = await shell(script, runner(), { input: 'hello' });
    expect([exitCode, stdout, stderr.length]).toEqual([7, 'hello yes\n', 300_000]);
  });

  test('looks for others in absolute folders only', async () => {
    expect((await shell('echo "$PATH"')).stdout).toBe('/usr/bin:/bin\n');
  });

  test('need not read an input larger than any pipe', async () => {
    const input = 'x'.repeat(5_000_000);
    expect(await shell('exec <&-; exit 0', runner(), { input })).toMatchObject({ exitCode: 0 });
  });

  test('that leaves something in the background is not waited for any longer', async () => {
    const { stdout } = await shell('sleep 1000 & echo $!');
    process.kill(Number(stdout), 'SIGKILL');
  });

  test('of which nothing is there is told by ENOENT', async () => {
    await expect(runner().run('no-such-program', [], { timeout: 1000 })).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('whose time is up is ended', async () => {
    await expect(shell('sleep 1000', runner(), { timeout: 50 })).rejects.toThrow('sh did not end within 0.05 s');
  });

  test('that cannot be started rejects', async () => {
    writeFileSync(join(folder, 'odd'), '#!/no/such/interpreter\n', { mode: 0o755 });
    const path = new ProgramPath(folder, undefined);
    const processes = createProcessRunner({ environment, path, signal: new AbortController().signal });
    await expect(processes.run('odd', [], { timeout: 1000 })).rejects.toThrow('ENOENT');
  });
});

describe('when the run is cancelled', () => {
  test('what runs ends with the reason, and nothing begins but what tidies up', async () => {
    const controller = new AbortController();
    const reason = new Error('cancelled');
    const running = shell('sleep 1000', runner(controller.signal));
    controller.abort(reason);
    await expect(running).rejects.toBe(reason);
    await expect(shell('exit 0', runner(controller.signal))).rejects.toBe(reason);
    const after = await shell('exit 0', runner(controller.signal), { evenAfterCancel: true });
    expect(after.exitCode).toBe(0);
  });
});
