import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import * as zlib from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { type Header, pack } from 'tar-stream';
import { spooled } from '../../src/files/archive/spooled.ts';
import { bytesSource } from '../../src/files/bytes-source.ts';
import type { CopyOptions } from '../../src/files/copy-options.ts';
import { sourceFinder } from '../../src/files/find-sources.ts';
import type { SourceItem } from '../../src/files/source-item.ts';
import { scratchFolder } from '../support/scratch-folder.ts';

const workspace = scratchFolder('archive');
const temporary = join(workspace, 'temporary');

type Member = Partial<Header> & { name: string; content?: string };

function tarOf(...members: Member[]): Promise<Buffer> {
  const tar = pack();
  for (const { content, ...header } of members) tar.entry({ mtime: new Date(0), ...header }, content ?? '');
  tar.finalize();
  return buffer(tar as unknown as AsyncIterable<Buffer>);
}

let count = 0;

async function unpack(bytes: Buffer, options: CopyOptions = {}, extension = 'tar'): Promise<readonly SourceItem[]> {
  const name = `rootfs${count++}.${extension}`;
  await mkdir(temporary, { recursive: true });
  await writeFile(join(workspace, name), bytes);
  const { sources } = await sourceFinder(workspace, temporary)(name, { unpack: true, ...options });
  return sources.flatMap(({ items }) => [...items]);
}

function lines(items: readonly SourceItem[]): string[] {
  return items.map((item) => {
    const { kind, path, stat } = item;
    const link = kind === 'symlink' || kind === 'hardlink' ? ` -> ${item.target}` : '';
    return `${kind} ${path} ${stat?.mode.toString(8)} ${stat?.uid}:${stat?.gid}${link}`;
  });
}

async function textOf(items: readonly SourceItem[], path: string): Promise<string> {
  const item = items.find((one) => one.path === path);
  if (item?.kind !== 'file') throw new Error(`${path} is not a file`);
  return Buffer.from(await item.content.read(0, item.content.size)).toString();
}

const ROOTFS: Member[] = [
  { name: './', type: 'directory', mode: 0o755 },
  { name: './bin/', type: 'directory', mode: 0o711, uid: 5, gid: 6 },
  { name: './bin/tool', content: '\x7fELF tool', mode: 0o4755, uid: 1, gid: 2 },
  { name: './bin/alias', type: 'link', linkname: 'bin/tool' },
  { name: './etc/data', content: 'x'.repeat(2000), mode: 0o600 },
  { name: './etc/link', type: 'symlink', linkname: 'data' },
];

const EXPECTED = [
  'directory  755 0:0',
  'directory bin 711 5:6',
  'file bin/alias 4755 1:2',
  'hardlink bin/tool 4755 1:2 -> bin/alias',
  'file etc/data 600 0:0',
  'symlink etc/link 644 0:0 -> data',
];

describe('an archive', () => {
  test('has the modes, owners and links that it says; the first of several names is the file', async () => {
    const items = await unpack(await tarOf(...ROOTFS));
    expect(lines(items)).toEqual(EXPECTED);
    expect(await textOf(items, 'etc/data')).toBe('x'.repeat(2000));
  });

  test.each([
    ['tar.gz', zlib.gzipSync],
    ['tgz', zlib.gzipSync],
    ['tar.zst', zlib.zstdCompressSync],
    ['tar', zlib.gzipSync],
  ])('is decompressed by its first bytes, and nothing is left behind: %s', async (extension, compress) => {
    const items = await unpack(compress(await tarOf(...ROOTFS)), {}, extension);
    expect(lines(items)).toEqual(EXPECTED);
    expect(await textOf(items, 'etc/data')).toBe('x'.repeat(2000));
    expect(await readdir(temporary)).toEqual([]);
  });

  test('may have long names, and large numbers', async () => {
    const long = `${'d'.repeat(120)}/${'n'.repeat(200)}`;
    const items = await unpack(await tarOf({ name: long, content: 'x', pax: { uid: '3000000', gid: '4000000' } }));
    expect(lines(items)).toEqual([`file ${long} 644 3000000:4000000`]);
  });

  test('leaves out what is excluded, devices too', async () => {
    const members: Member[] = [...ROOTFS, { name: 'dev/null', type: 'character-device' }];
    expect(lines(await unpack(await tarOf(...members), { exclude: ['dev', 'bin/alias', '**/data'] }))).toEqual([
      'directory  755 0:0',
      'directory bin 711 5:6',
      'file bin/tool 4755 1:2',
      'symlink etc/link 644 0:0 -> data',
    ]);
  });

  test('has absolute links where it becomes the root of the image', async () => {
    const tar = await tarOf({ name: 'bin/sh', type: 'symlink', linkname: '/bin/busybox' });
    expect(lines(await unpack(tar, { toRoot: true }))).toEqual(['symlink bin/sh 644 0:0 -> /bin/busybox']);
    await expect(unpack(tar)).rejects.toThrow('a symbolic link to /bin/busybox, which leads out of it');
  });

  test('says which of its files has capabilities', async () => {
    const pax = { 'SCHILY.xattr.security.capability': '\x01\x00\x00\x02' };
    const [item] = await unpack(await tarOf({ name: 'app', content: 'x', pax }));
    expect(item).toMatchObject({ path: 'app', capable: true });
  });
});

describe('an archive is refused', () => {
  test.each<[string, Member[], string]>([
    ['a name that leads out', [{ name: '../etc/passwd', content: 'x' }], 'which leads out of it'],
    ['a name that leads out later', [{ name: 'a/../../b', content: 'x' }], 'which leads out of it'],
    ['a link that leads out', [{ name: 'a/l', type: 'symlink', linkname: '../../x' }], 'which leads out of it'],
    ['a hard link that leads out', [{ name: 'l', type: 'link', linkname: '../x' }], 'which leads out of it'],
    ['a hard link to nothing', [{ name: 'l', type: 'link', linkname: 'x' }], 'a hard link to a file that is not in it'],
    ['a hard link to itself', [{ name: 'l', type: 'link', linkname: 'l' }], 'a hard link to a file that is not in it'],
    ['a device', [{ name: 'dev/sda', type: 'block-device' }], 'a device, which cannot be copied'],
    ['a named pipe', [{ name: 'pipe', type: 'fifo' }], 'a named pipe (FIFO), which cannot be copied'],
    [
      'a file twice',
      [
        { name: 'x', content: '1' },
        { name: './x', content: '2' },
      ],
      'twice',
    ],
    [
      'a file in place of a directory',
      [
        { name: 'x', type: 'directory' },
        { name: 'x', content: '2' },
      ],
      'twice',
    ],
    ['a deletion', [{ name: '.wh.x', content: '' }], 'which means "delete" in a layer'],
    ['a control character', [{ name: 'a\nb', content: '' }], 'a line break'],
    ['holes', [{ name: 'x', content: 'x', pax: { 'GNU.sparse.major': '1' } }], 'with holes'],
    ['a size that lies', [{ name: 'x', content: 'x', pax: { size: '9007199254740993' } }], 'no valid size'],
    ['a huge size', [{ name: 'x', content: 'x', pax: { size: '900719925474099' } }], 'is cut off inside'],
    [
      'an owner that is none',
      [{ name: 'x', content: 'x', pax: { uid: '4294967295' } }],
      'an owner that Linux does not have',
    ],
  ])('for %s', async (_, members, message) => {
    await expect(unpack(await tarOf(...members))).rejects.toThrow(message);
  });

  test('for what is cut off, damaged or no tar', async () => {
    const tar = await tarOf(...ROOTFS);
    await expect(unpack(tar.subarray(0, 512 * 6 + 100))).rejects.toThrow('is cut off');
    const damaged = Buffer.from(tar);
    damaged[520] = 0xff;
    await expect(unpack(damaged)).rejects.toThrow('is not a tar, or damaged at byte 512');
    await expect(unpack(Buffer.alloc(2000, 'a'))).rejects.toThrow('is not a tar, or damaged at byte 0');
    await expect(unpack(zlib.gzipSync(tar).subarray(0, 60), {}, 'tar.gz')).rejects.toThrow('cannot be decompressed');
    expect(await readdir(temporary)).toEqual([]);
  });

  test('for more bytes than it may come to', async () => {
    const bomb = bytesSource('bomb.tar.gz', zlib.gzipSync(Buffer.alloc(2_000_000)));
    await expect(spooled(bomb, zlib.createGunzip(), temporary, 1_000_000)).rejects.toThrow(
      '"bomb.tar.gz" has more than 1000000 bytes when it is decompressed',
    );
    expect(await readdir(temporary)).toEqual([]);
  });
});
