import { randomBytes } from 'node:crypto';
import { appendFile, mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { startStrictRegistry } from '../../testing/strict-registry/strict-registry.ts';
import { validateImage } from '../../testing/validate-image.ts';
import { buildElf, type ElfSpec } from '../support/elf-builder.ts';
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
  { machine: 62 },
  { machine: 62 },
  { machine: 62 },
];

/** Of the last of them, which look like the plain one. */
const LEVELS = ['linux/amd64/v2', 'linux/amd64/v3', 'linux/amd64/v4'];

afterAll(removeTemporaryFolders);

/** Runs the action and tells the peak of its memory, in MB. */
async function peakOf(what: string, inputs: Readonly<Record<string, string>>, workspace?: string): Promise<number> {
  const meter = await memoryMeter();
  const options = workspace === undefined ? {} : { workspace };
  expect(await runAction(inputs, meter.env, options)).toMatchObject({ exitCode: 0 });
  const peak = (await meter.peak()) / MB;
  process.stdout.write(`${what}: peak ${Math.round(peak)} MB\n`);
  return peak;
}

test('16 platforms of 30 MB that do not compress are published in less than 300 MB of memory', async () => {
  const folder = await temporaryFolder('memory');
  const binaries = PLATFORMS.map((_, place) => join(folder, `app-${place}`));
  for (const [place, spec] of PLATFORMS.entries()) {
    await writeFile(binaries[place] ?? '', buildElf({ ...spec, data: randomBytes(30 * MB) }));
  }
  const registry = await startStrictRegistry({ directory: await temporaryFolder('blobs') });
  const plain = PLATFORMS.length - LEVELS.length;
  const entries = binaries.map((path, place) => (place < plain ? path : `${LEVELS[place - plain]}=${path}`));
  const inputs = { binary: entries.join('\n'), image: `${registry.host}/o/app`, tags: 'v1', config: 'path: /app' };
  const peak = await peakOf('16 platforms of 30 MB', inputs);
  const image = await validateImage({ origin: registry.origin, repository: 'o/app', reference: 'v1' });
  await registry.close();
  expect(image.platforms).toHaveLength(PLATFORMS.length);
  expect(peak).toBeLessThan(300);
}, 180_000);

test('a binary of 2 GB that does not compress goes into an OCI layout in less than 250 MB of memory', async () => {
  const folder = await temporaryFolder('large');
  const binary = join(folder, 'app');
  await writeFile(binary, buildElf({ data: Buffer.alloc(MB) }));
  // Longer than deflate's window, so that the repetition is not seen.
  const noise = randomBytes(50 * MB);
  for (let part = 0; part < 40; part++) await appendFile(binary, noise);
  const layout = join(folder, 'layout');
  const inputs = { binary, image: 'example.com/o/app', tags: 'v1', push: 'false', output: `oci:${layout}` };
  const peak = await peakOf('a binary of 2 GB', inputs);
  const blobs = await readdir(join(layout, 'blobs/sha256'));
  const sizes = await Promise.all(blobs.map(async (name) => (await stat(join(layout, 'blobs/sha256', name))).size));
  expect(Math.max(...sizes)).toBeGreaterThan(2000 * MB);
  expect(peak).toBeLessThan(250);
}, 180_000);

test('100,000 files of one byte are published in less than 250 MB of memory', async () => {
  const workspace = await temporaryFolder('many');
  await writeFile(join(workspace, 'app'), buildElf({ data: Buffer.alloc(MB) }));
  for (let folder = 0; folder < 100; folder++) {
    await mkdir(join(workspace, `many/${folder}`), { recursive: true });
    const names = Array.from({ length: 1000 }, (_, index) => join(workspace, `many/${folder}/${index}`));
    await Promise.all(names.map((name) => writeFile(name, 'x')));
  }
  const registry = await startStrictRegistry();
  const config = 'path: /app\nfiles: [{ src: many, dst: /srv }]';
  const peak = await peakOf(
    '100,000 files',
    { binary: 'app', image: `${registry.host}/o/app`, tags: 'v1', config, 'digest-file': 'digest' },
    workspace,
  );
  await registry.close();
  expect(peak).toBeLessThan(250);
}, 180_000);
