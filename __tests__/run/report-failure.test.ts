import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Secrets } from '../../src/credentials/secrets.ts';
import { ActionError } from '../../src/errors.ts';
import { withFailureSummary } from '../../src/run/report-failure.ts';
import type { RunPorts } from '../../src/run/run-ports.ts';
import type { RunProgress } from '../../src/run/run-progress.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'failure-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function pageOf(name: string, change: (progress: RunProgress) => void, environment = {}): Promise<string> {
  const file = join(folder, name);
  const secrets = new Secrets(undefined);
  secrets.add('horse battery');
  const ports = { environment: { GITHUB_STEP_SUMMARY: file, ...environment }, secrets } as unknown as RunPorts;
  const run = withFailureSummary(ports, async (progress) => {
    change(progress);
    throw new ActionError('input', 'password: horse battery is wrong');
  });
  await expect(run).rejects.toThrow('password');
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

describe('a run that fails', () => {
  test('before its report writes a summary without secrets, and fails all the same', async () => {
    const page = await pageOf('early', () => {});
    expect(page).toContain('## ❌ Failed\n\npassword: *** is wrong');
    expect(page).toContain('Nothing was sent to a registry.');
  });

  test('after it began to send does not say that nothing was sent', async () => {
    const page = await pageOf('late', (progress) => {
      progress.sending = true;
    });
    expect(page).not.toContain('Nothing was sent');
  });

  test('with a report of its own, or with summary: false, writes none', async () => {
    expect(
      await pageOf('reported', (progress) => {
        progress.reported = true;
      }),
    ).toBe('');
    expect(await pageOf('off', () => {}, { INPUT_SUMMARY: ' False ' })).toBe('');
  });
});
