import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { type Header, pack } from 'tar-stream';
import { bytesSource } from '../../src/files/bytes-source.ts';
import type { CopiedItem } from '../../src/stage/find-copies.ts';
import { readTarItems } from '../../src/stage/read-tar-items.ts';
import { mutate } from '../support/mutate.ts';
import { seeded } from '../support/seeded.ts';

type TarEntry = Partial<Header> & { readonly name: string } & { readonly text?: string };

async function tarOf(entries: readonly TarEntry[]): Promise<Buffer> {
  const tar = pack();
  for (const { text = '', ...header } of entries) tar.entry(header, text);
  tar.finalize();
  const pieces: Buffer[] = [];
  for await (const piece of tar) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

function read(bytes: Buffer): Promise<CopiedItem[] | undefined> {
  return readTarItems('a.tar', bytesSource('a.tar', bytes));
}

const LONG = `${'directory/'.repeat(12)}${'n'.repeat(120)}`;

const ENTRIES: readonly TarEntry[] = [
  { name: './', type: 'directory', mode: 0o700 },
  { name: './bin/', type: 'directory', mode: 0o750, uid: 5, gid: 6 },
  { name: './bin/app', mode: 0o4755, uid: 1, gid: 2, text: '\x7fELF' },
  { name: './bin/same', type: 'link', linkname: './bin/app' },
  { name: './bin/link', type: 'symlink', linkname: '/bin/app' },
  { name: LONG, mode: 0o644, uid: 3_000_000, pax: { uid: '3000000' }, text: 'far' },
];

describe('an archive of ADD', () => {
  test.each([
    ['plain', (tar: Buffer) => tar],
    ['packed with gzip', (tar: Buffer) => gzipSync(tar)],
  ])('%s has the modes, owners and links of its entries', async (_, packed) => {
    const items = await read(packed(await tarOf(ENTRIES)));
    expect(items).toMatchObject([
      { kind: 'directory', path: '', mode: 0o755 },
      { kind: 'directory', path: 'bin', mode: 0o750, owner: { uid: 5, gid: 6 } },
      { kind: 'file', path: 'bin/app', mode: 0o4755, owner: { uid: 1, gid: 2 }, elf: true },
      { kind: 'file', path: 'bin/same', mode: 0o4755 },
      { kind: 'symlink', path: 'bin/link', target: '/bin/app' },
      { kind: 'file', path: LONG, owner: { uid: 3_000_000 } },
    ]);
  });

  test.each([
    ['a text', Buffer.from('x'.repeat(1000))],
    ['a text packed with gzip', gzipSync(Buffer.from('x'.repeat(100_000)))],
    ['an empty file', Buffer.alloc(0)],
  ])('%s is none', async (_, bytes) => {
    expect(await read(bytes)).toBeUndefined();
  });

  test.each([
    ['what leads out', [{ name: '../x', text: 'x' }], 'leads out of it'],
    ['a device', [{ name: 'x', type: 'character-device' }], 'a device or pipe'],
    ['a hard link to nothing', [{ name: 'x', type: 'link', linkname: 'y' }], 'hard link to "y"'],
  ] as readonly (readonly [string, readonly TarEntry[], string])[])('%s is refused', async (_, entries, said) => {
    await expect(tarOf(entries).then(read)).rejects.toThrow(said);
  });

  test('packed with xz is refused with what to do', async () => {
    const xz = Buffer.concat([Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]), Buffer.alloc(1000)]);
    await expect(read(xz)).rejects.toMatchObject({
      message: expect.stringContaining('packed with xz'),
      hint: expect.stringContaining('tar -xf'),
    });
  });

  test('that is damaged ends in items or a typed error', async () => {
    const random = seeded(20_261_126);
    const tar = await tarOf(ENTRIES);
    for (let round = 0; round < 3000; round += 1) {
      const bytes = Buffer.from(mutate(tar, random));
      await read(bytes).catch((error) => expect(error).toMatchObject({ code: 'config' }));
    }
  });
});
