import { execFileSync } from 'node:child_process';
import { mkdir, rename, symlink, utimes, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { ActionError } from '../../src/errors.ts';
import { openFile } from '../../src/files/open-file.ts';
import { scratchFolder, writeTree } from '../support/scratch-folder.ts';

const folder = scratchFolder('open-file');

async function failure(name: string): Promise<ActionError> {
  const error = await openFile(name, join(folder, name)).catch((thrown: unknown) => thrown);
  if (error instanceof ActionError) return error;
  throw new Error(`${name} was opened`);
}

async function collect(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}

describe('openFile', () => {
  test('reads at any place and as a stream', async () => {
    const content = Buffer.alloc(
      2_500_000,
      Uint8Array.from({ length: 251 }, (_, index) => index),
    );
    await writeTree(folder, { 'out/app': content });
    const source = await openFile('out/app', join(folder, 'out/app'));
    expect(source).toMatchObject({ name: 'out/app', path: join(folder, 'out/app'), size: content.length });
    expect(await source.read(1_000, 50)).toEqual(content.subarray(1_000, 1_050));
    expect(content.equals(await collect(source.stream()))).toBe(true);
    expect(await collect(source.stream(1_048_570, 1_048_590))).toEqual(content.subarray(1_048_570, 1_048_590));
    await expect(source.read(content.length - 5, 10)).rejects.toThrow(/changed while/);
    await source.assertUnchanged();
    await source.close();
  });

  test('follows a symbolic link, also out of the folder it stands in', async () => {
    await writeTree(folder, { 'real/app': 'x' });
    await mkdir(join(folder, 'links'));
    await symlink('../real/app', join(folder, 'links/app'));
    const source = await openFile(join(folder, 'links/app'));
    expect(Buffer.from(await source.read(0, 1)).toString()).toBe('x');
    await source.close();
  });

  test('takes an empty file', async () => {
    await writeTree(folder, { empty: '' });
    const source = await openFile(join(folder, 'empty'));
    expect(source.size).toBe(0);
    await source.close();
  });

  test.each([
    ['written again', (path: string) => writeFile(path, 'after')],
    [
      'replaced by another',
      async (path: string) => {
        await writeFile(`${path}.new`, 'before');
        await rename(`${path}.new`, path);
      },
    ],
    ['touched', (path: string) => utimes(path, 1, 1)],
    ['made longer', (path: string) => writeFile(path, 'before and after')],
    ['taken away', (path: string) => rename(path, `${path}.gone`)],
  ])('sees that a file was %s', async (name, change) => {
    const path = join(folder, `watched ${name}`);
    await writeFile(path, 'before');
    const source = await openFile(path);
    await change(path);
    await expect(source.assertUnchanged()).rejects.toThrow(/changed while it was being read/);
    await source.close();
  });
});

describe('what is no readable file', () => {
  test('a directory is named as one', async () => {
    await mkdir(join(folder, 'dist'));
    expect(await failure('dist')).toMatchObject({
      code: 'file',
      message: '"dist" is a directory, not a file',
      hint: 'Name the file inside it.',
    });
  });

  test('a named pipe does not make the run wait', async () => {
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    expect((await failure('pipe')).message).toBe('"pipe" is a named pipe (FIFO), not a file');
  });

  test('a socket is named as one', async () => {
    const server = createServer().listen(join(folder, 'socket'));
    await new Promise((resolve) => server.once('listening', resolve));
    expect((await failure('socket')).message).toBe('"socket" is a socket, not a file');
    server.close();
  });

  test('a device is named as one', async () => {
    await expect(openFile('/dev/null')).rejects.toThrow('"/dev/null" is a device, not a file');
  });

  test('a missing file is told with the names near it', async () => {
    await writeTree(folder, { 'near/server': '', 'near/README.md': '', 'near/app-linux-amd64': '' });
    expect(await failure('near/sevrer')).toMatchObject({
      message: '"near/sevrer" does not exist',
      hint: 'Near it: server.',
    });
    expect((await failure('near/app')).hint).toBe('Near it: app-linux-amd64.');
    expect((await failure('near/zzz')).hint).toMatch(/earlier step of the same job/);
  });

  test('a missing directory is named', async () => {
    expect((await failure('nowhere/app')).hint).toContain(`There is no directory ${join(folder, 'nowhere')}`);
  });

  test('a path below a file does not exist', async () => {
    await writeTree(folder, { plain: '' });
    expect((await failure('plain/app')).message).toBe('"plain/app" does not exist');
  });

  test('a broken link does not exist, and one in a circle says so', async () => {
    await symlink('nowhere', join(folder, 'broken'));
    await symlink('circle', join(folder, 'circle'));
    expect((await failure('broken')).message).toBe('"broken" does not exist');
    expect((await failure('circle')).message).toBe('"circle" is a symbolic link in a loop');
  });

  test('a name with a line break cannot forge a line of the log', async () => {
    expect((await failure('a\n::error::b')).message).not.toContain('\n');
  });

  test('a path that is too long, or holds a NUL, is an error of the same kind', async () => {
    expect((await failure('x'.repeat(5_000))).message).toMatch(/longer than a path can be/);
    expect((await failure('a\0b')).message).toMatch(/cannot be read/);
  });
});
