import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { memoryMeter } from './support/peak-memory.ts';
import { output } from './support/process.ts';
import { startDistribution3 } from './support/registry.ts';
import { removeTemporaryFolders } from './support/temporary-folder.ts';

const PROGRAM = join(import.meta.dirname, 'support/push-many.ts');
const MB = 1_000_000;

afterAll(removeTemporaryFolders);

test.each([
  [16, 30],
  [4, 300],
])(
  '%i blobs of %i MB go up at once in less than 300 MB of memory',
  async (count, size) => {
    const registry = await startDistribution3();
    const meter = await memoryMeter();
    const args = ['--no-warnings', PROGRAM, registry.host, `${count}`, `${size * MB}`];
    await output(process.execPath, args, { env: { ...process.env, ...meter.env } }).finally(registry.stop);
    const peak = (await meter.peak()) / MB;
    process.stdout.write(`${count} blobs of ${size} MB: peak ${Math.round(peak)} MB\n`);
    expect(peak).toBeLessThan(300);
  },
  120_000,
);
