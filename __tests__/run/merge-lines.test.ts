import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { readMergeLines } from '../../src/run/merge-lines.ts';
import { scratchFolder } from '../support/scratch-folder.ts';

const DIGEST = `sha256:${'a'.repeat(64)}`;

describe('the entries of the input merge', () => {
  const folder = scratchFolder('merge');

  beforeEach(async () => {
    await writeFile(join(folder, 'amd64.digest'), `ghcr.io/o/app@${DIGEST}\n`);
  });

  test('are digests, and files that hold them', async () => {
    expect(await readMergeLines([DIGEST, '*.digest'], folder)).toEqual([
      { text: DIGEST, origin: 'merge' },
      { text: `ghcr.io/o/app@${DIGEST}`, origin: 'amd64.digest:1', shown: false },
      { text: '', origin: 'amd64.digest:2', shown: false },
    ]);
  });

  test('that lead to no file are problems of the input, all told together', async () => {
    await mkdir(join(folder, 'digests'));
    await writeFile(join(folder, 'app'), Buffer.alloc(2_000_000));
    await expect(readMergeLines(['arm64.digest', 'no/*.digest', 'digests', 'app'], folder)).rejects.toMatchObject({
      code: 'input',
      problems: [
        expect.stringMatching(/^merge: "arm64.digest" does not exist/),
        expect.stringMatching(/^merge: Nothing matches "no\/\*.digest"/),
        expect.stringMatching(/^merge: "digests" is a directory, not a file/),
        expect.stringMatching(/^merge: "app" has 2000000 bytes, and at most 1048576 are read/),
      ],
    });
  });
});
