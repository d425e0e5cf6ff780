import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { writeDigestFile } from '../../src/run/write-digest-file.ts';

const IMAGE = `ghcr.io/acme/app@sha256:${'0'.repeat(64)}`;

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'digest-'));
});

afterEach(() => rm(folder, { recursive: true }));

describe('the digest file', () => {
  test('holds the images, in a folder that is made for it', async () => {
    await writeDigestFile(join(folder, 'digests/amd64'), IMAGE);
    expect(await readFile(join(folder, 'digests/amd64'), 'utf8')).toBe(`${IMAGE}\n`);
  });

  test('that cannot be written is an error that names the input and tells what it would hold', async () => {
    await expect(writeDigestFile(folder, IMAGE)).rejects.toMatchObject({
      message: expect.stringMatching(/^digest-file: \/.* cannot be written: .*EISDIR/),
      hint: `Everything else was done. The file would hold: ${IMAGE}`,
    });
  });
});
