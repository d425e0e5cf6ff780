import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readMergeEntries } from '../../src/publish/merge/merge-entry.ts';
import { readMergeLines } from '../../src/run/merge-lines.ts';

const digest = (letter: string) => `sha256:${letter.repeat(64)}`;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'merge-'));
  for (const [name, text] of [
    ['digests/amd64/digest', `ghcr.io/acme/app@${digest('a')}\n`],
    ['digests/arm64/digest', `ghcr.io/acme/app@${digest('b')}\n`],
    ['half/good', `${digest('a')}\n`],
    ['half/none', '\n# nothing\n'],
  ] as const) {
    await mkdir(join(folder, name, '..'), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  await mkdir(join(folder, 'empty'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const digestsOf = async (...entries: string[]) =>
  readMergeEntries(await readMergeLines(entries, folder)).map((entry) => entry.digest);

describe('the input merge', () => {
  test.each(['digests', 'digests/', 'digests/*', 'digests/*/*', 'digests/**'])(
    'takes the files in %s, as download-artifact leaves them',
    async (entry) => expect(await digestsOf(entry)).toEqual([digest('a'), digest('b')]),
  );

  test('refuses an empty digest file beside a good one, since a platform would be missing', async () => {
    await expect(digestsOf('half/*')).rejects.toThrow(
      'merge: half/none is empty, so that an image would be missing. Did the job that wrote it push?',
    );
  });

  test('refuses a folder without files', async () => {
    await expect(digestsOf('empty')).rejects.toThrow('merge: "empty" is a directory without files');
  });

  test('asks for the expression where a reference ends at the @', async () => {
    await expect(digestsOf('ghcr.io/acme/app@sha256:')).rejects.toThrow('Is the expression behind the @ empty?');
    await expect(digestsOf('ghcr.io/acme/app@')).rejects.toThrow();
  });

  test('tells all files that cannot be read together', async () => {
    await writeFile(join(folder, 'app'), Buffer.alloc(2_000_000));
    await expect(readMergeLines(['arm64.digest', 'no/*.digest', 'app'], folder)).rejects.toMatchObject({
      code: 'file',
      problems: [
        expect.stringMatching(/^merge: "arm64.digest" does not exist/),
        expect.stringMatching(/^merge: Nothing matches "no\/\*.digest"/),
        expect.stringMatching(/^merge: "app" has 2000000 bytes, and at most 1048576 are read/),
      ],
    });
  });
});
