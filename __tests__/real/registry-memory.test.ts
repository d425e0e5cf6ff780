import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { output } from './support/process.ts';
import { startDistribution3 } from './support/registry.ts';
import { removeTemporaryFolders } from './support/temporary-folder.ts';

const PROGRAM = join(import.meta.dirname, 'support/push-many.ts');

afterAll(removeTemporaryFolders);

test('16 blobs of 30 MB go up at once in less than 300 MB of memory', async () => {
  const registry = await startDistribution3();
  try {
    const kilobytes = Number(
      await output(process.execPath, ['--no-warnings', PROGRAM, registry.host, '16', '30000000']),
    );
    process.stdout.write(`peak: ${Math.round(kilobytes / 1000)} MB\n`);
    expect(kilobytes).toBeLessThan(300_000);
  } finally {
    await registry.stop();
  }
}, 60_000);

test('4 blobs of 300 MB, chunks and all, too', async () => {
  const registry = await startDistribution3();
  try {
    const kilobytes = Number(
      await output(process.execPath, ['--no-warnings', PROGRAM, registry.host, '4', '300000000']),
    );
    process.stdout.write(`peak: ${Math.round(kilobytes / 1000)} MB\n`);
    expect(kilobytes).toBeLessThan(300_000);
  } finally {
    await registry.stop();
  }
}, 120_000);
