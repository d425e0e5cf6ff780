import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const ACTION = join(import.meta.dirname, '../../src/runner');

function run(program: string) {
  const code = `import { watchForSilentEnd, surviveClosedLog } from '${ACTION}/silent-end.ts'; import { failOnce } from '${ACTION}/failure.ts'; import { stepLog } from '${ACTION}/../start-step.ts'; import { Secrets } from '${ACTION}/../credentials/secrets.ts'; const fail = failOnce(stepLog({ GITHUB_ACTIONS: 'true' }, new Secrets())); ${program}`;
  return spawnSync(process.execPath, ['--no-warnings', '--input-type=module', '--eval', code], { encoding: 'utf8' });
}

test('a run that waits for what cannot come fails with one error', () => {
  const { status, stdout } = run('watchForSilentEnd(fail); await new Promise(() => {});');
  expect(status).toBe(1);
  expect(stdout).toMatch(/^::error::The run stopped before its end/);
  expect(stdout.match(/::error/g)).toHaveLength(1);
});

test('a run that ends says nothing', () => {
  expect(run('watchForSilentEnd(fail)();')).toMatchObject({ status: 0, stdout: '' });
});

test('a log that nobody reads any more ends nothing', () => {
  const program = `surviveClosedLog(); process.stdout.destroy(); process.stdout.emit('error', new Error('EPIPE'));`;
  expect(run(program)).toMatchObject({ status: 0, stderr: '' });
});
