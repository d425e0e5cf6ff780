import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openFile } from '../../src/files/open-file.ts';
import { buildTar } from '../../src/rootfs/build-tar.ts';
import { bytesOf, entriesIn, file } from '../support/tar-listing.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'read-tar-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

describe('readTar', () => {
  test('reads the files behind a tar', async () => {
    const path = join(folder, 'app');
    await writeFile(path, Buffer.alloc(3_000_000, 'ab'));
    const content = await openFile(path);
    const entries = await entriesIn(await buildTar([file('app', '', { content })]));
    expect(entries).toMatchObject([{ path: '/app', size: 3_000_000 }]);
    await content.close();
  });

  test('fails where a file was written again in the meantime', async () => {
    const path = join(folder, 'changing');
    await writeFile(path, 'before');
    const content = await openFile(path);
    const tar = await buildTar([file('x', '', { content })]);
    await writeFile(path, 'after!');
    await expect(bytesOf(tar)).rejects.toThrow(/changed while it was being read/);
    await expect(tar.assertUnchanged()).rejects.toThrow(/changed while it was being read/);
    await content.close();
  });

  test('fails where a file became shorter', async () => {
    const path = join(folder, 'shrinking');
    await writeFile(path, 'a long content');
    const content = await openFile(path);
    await writeFile(path, 'short');
    await expect(bytesOf(await buildTar([file('x', '', { content })]))).rejects.toThrow(/changed while/);
    await content.close();
  });
});
