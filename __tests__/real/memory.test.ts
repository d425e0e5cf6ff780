import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { buildElf, type ElfSpec } from '../support/elf-builder.ts';
import { startStrictRegistry } from '../support/strict-registry/strict-registry.ts';
import { validateImage } from '../support/validate-image.ts';
import { memoryMeter } from './support/peak-memory.ts';
import { runAction } from './support/run-action.ts';
import { removeTemporaryFolders, temporaryFolder } from './support/temporary-folder.ts';

const MB = 1_000_000;

/** Sixteen platforms that the header of a file tells apart. */
const PLATFORMS: readonly ElfSpec[] = [
  { machine: 3, bits: 32 },
  { machine: 8, bits: 32 },
  { machine: 8, bits: 32, littleEndian: false },
  { machine: 8 },
  { machine: 8, littleEndian: false },
  { machine: 21 },
  { machine: 21, littleEndian: false },
  { machine: 22, littleEndian: false },
  { machine: 40, bits: 32 },
  { machine: 62 },
  { machine: 183 },
  { machine: 243 },
  { machine: 258 },
  { machine: 3, bits: 32, osAbi: 9 },
  { machine: 62, osAbi: 9 },
  { machine: 183, osAbi: 9 },
];

afterAll(removeTemporaryFolders);

test('16 platforms of 30 MB that do not compress are published in less than 300 MB of memory', async () => {
  const folder = await temporaryFolder('memory');
  const binaries = PLATFORMS.map((_, place) => join(folder, `app-${place}`));
  for (const [place, spec] of PLATFORMS.entries()) {
    await writeFile(binaries[place] ?? '', buildElf({ ...spec, data: randomBytes(30 * MB) }));
  }
  const registry = await startStrictRegistry({ directory: await temporaryFolder('blobs') });
  const inputs = { binary: binaries.join('\n'), image: `${registry.host}/o/app`, tags: 'v1', config: 'path: /app' };
  const meter = await memoryMeter();
  const run = await runAction(inputs, meter.env);
  expect(run).toMatchObject({ exitCode: 0 });
  const image = await validateImage({ origin: registry.origin, repository: 'o/app', reference: 'v1' });
  await registry.close();
  expect(image.platforms).toHaveLength(PLATFORMS.length);
  const peak = (await meter.peak()) / MB;
  process.stdout.write(`16 platforms of 30 MB: peak ${Math.round(peak)} MB\n`);
  expect(peak).toBeLessThan(300);
}, 180_000);
