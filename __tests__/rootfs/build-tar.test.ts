import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { bytesSource } from '../../src/files/bytes-source.ts';
import { buildTar } from '../../src/rootfs/build-tar.ts';
import type { Entry } from '../../src/rootfs/entry.ts';
import { memorySource } from '../support/tar-images.ts';
import { bytesOf, directory, entriesIn, file, linesOf, PLAIN } from '../support/tar-listing.ts';

const link = (path: string, target: string): Entry => ({ type: 'symlink', path, ...PLAIN, mode: 0o777, target });

const EVERYTHING: readonly Entry[] = [
  file('usr/bin/app', 'program', { mode: 0o755 }),
  file('etc/secret', 'x', { mode: 0 }),
  directory('tmp', { mode: 0o1777 }),
  file('usr/bin/setuid', '', { mode: 0o4755, uid: 65532, gid: 65532 }),
  link('etc/alias', '../usr/bin/app'),
  { type: 'hardlink', path: 'usr/bin/same', ...PLAIN, mode: 0o755, target: 'usr/bin/app' },
];

describe('buildTar', () => {
  test('sorts entries by bytes and makes parents explicit', async () => {
    const entries = await entriesIn(await buildTar(EVERYTHING));
    expect(linesOf(entries)).toEqual([
      'directory /etc 755 0:0',
      'symlink /etc/alias 777 0:0 -> ../usr/bin/app',
      'file /etc/secret 0 0:0',
      'directory /tmp 1777 0:0',
      'directory /usr 755 0:0',
      'directory /usr/bin 755 0:0',
      'file /usr/bin/app 755 0:0',
      'hardlink /usr/bin/same 755 0:0 -> usr/bin/app',
      'file /usr/bin/setuid 4755 65532:65532',
    ]);
    expect(entries.find(({ path }) => path === '/usr/bin/app')?.text).toBe('program');
  });

  test('gives the bytes that it gave when this was written', async () => {
    const digest = createHash('sha256')
      .update(await bytesOf(await buildTar(EVERYTHING)))
      .digest('hex');
    expect(digest).toBe('6d5e3075f7f8192086ac2ccbd14efbb59cf433fd58543fae0cbee545914096a1');
  });

  test('does not depend on the order in which entries come', async () => {
    const forwards = await bytesOf(await buildTar(EVERYTHING));
    expect(await bytesOf(await buildTar(EVERYTHING.toReversed()))).toEqual(forwards);
  });

  test('can be laid and read any number of times and leaves its entries as they were', async () => {
    const frozen = EVERYTHING.map((entry) => Object.freeze({ ...entry }));
    const tar = await buildTar(frozen);
    expect(await bytesOf(tar)).toEqual(await bytesOf(tar));
    expect(await bytesOf(await buildTar(frozen))).toEqual(await bytesOf(tar));
  });

  test('is two blocks of zeros where there is nothing in it', async () => {
    expect(await bytesOf(await buildTar([]))).toEqual(Buffer.alloc(1024));
  });

  test('sorts "etc-a" before "etc/a" and after "etc", as bytes do', async () => {
    const entries = await entriesIn(
      await buildTar([file('etc/a'), file('etc-a'), file('é'), file('\u{1F600}'), file('\uffff')]),
    );
    expect(entries.map(({ path }) => path)).toEqual(['/etc', '/etc-a', '/etc/a', '/é', '/\uffff', '/\u{1F600}']);
  });

  test('uses pax for what ustar cannot hold, and only there', async () => {
    const deep = Array.from({ length: 30 }, () => 'ninechars').join('/');
    const tar = await buildTar([
      file('ascii'),
      file('Zürich', 'x', { uid: 2_097_152, gid: 4_294_967_294, mtime: 2_208_988_800 }),
      file(`${'n'.repeat(120)}/x`),
      link('far', 'y'.repeat(150)),
      link('umlaut', 'ü'),
      file(deep, 'deep'),
    ]);
    const entries = await entriesIn(tar);
    const byPath = new Map(entries.map((entry) => [entry.path, entry]));
    expect(byPath.get('/Zürich')).toMatchObject({ uid: 2_097_152, gid: 4_294_967_294, mtime: 2_208_988_800 });
    expect(byPath.get('/far')?.target).toBe('y'.repeat(150));
    expect(byPath.get('/umlaut')?.target).toBe('ü');
    expect(byPath.get(`/${deep}`)?.text).toBe('deep');
    expect(byPath.has(`/${'n'.repeat(120)}`)).toBe(true);
    const plain = await bytesOf(await buildTar([file('a'), file(`${'p'.repeat(90)}/${'q'.repeat(90)}`)]));
    expect(plain.toString('latin1')).not.toContain('PaxHeader');
  });

  test.each([
    [{ uid: 262_143, gid: 262_143, mtime: 2_147_483_647 }, 512],
    [{ uid: 262_144, gid: 0, mtime: 0 }, 1536],
    [{ uid: 0, gid: 2_097_151, mtime: 0 }, 1536],
    [{ uid: 0, gid: 2_097_152, mtime: 0 }, 1536],
    [{ uid: 0, gid: 0, mtime: 2_147_483_648 }, 1536],
    [{ uid: 4_294_967_294, gid: 4_294_967_294, mtime: 8_589_934_592 }, 1536],
  ])('keeps the numbers %j', async (numbers, headerSize) => {
    const tar = await buildTar([file('a', '', numbers)]);
    expect(await entriesIn(tar)).toMatchObject([numbers]);
    expect(tar.size).toBe(headerSize + 1024);
  });

  test('gives missing parents the time asked for', async () => {
    const entries = await entriesIn(await buildTar([file('a/b', '', { mtime: 7 })], { mtime: 5 }));
    expect(entries.map(({ path, mtime }) => [path, mtime])).toEqual([
      ['/a', 5],
      ['/a/b', 7],
    ]);
  });

  test('keeps mode and owner of a parent that a lower layer has', async () => {
    const lower = [directory('tmp', { mode: 0o1777 }), directory('data', { uid: 7, gid: 8 })];
    const entries = await entriesIn(await buildTar([file('tmp/x'), file('data/y')], { lower }));
    expect(linesOf(entries)).toEqual([
      'directory /data 755 7:8',
      'file /data/y 644 0:0',
      'directory /tmp 1777 0:0',
      'file /tmp/x 644 0:0',
    ]);
  });

  test('keeps large contents as files and small ones as bytes', async () => {
    const large = memorySource(Buffer.alloc(1000, 1));
    const tar = await buildTar([file('a', 'small'), file('b', '', { content: large }), file('c', 'small')]);
    expect(tar.segments.map(({ kind }) => kind)).toEqual(['bytes', 'file', 'bytes']);
    expect((await entriesIn(tar)).map(({ size }) => size)).toEqual([5, 1000, 5]);
  });

  test('says the size of a file of many gigabytes without reading it', async () => {
    const size = 9 * 1024 ** 3;
    const { bytes: _bytes, ...empty } = bytesSource('huge', Buffer.alloc(0));
    const tar = await buildTar([file('huge', '', { content: { ...empty, size } })]);
    expect(tar.size).toBe(512 + 512 + 512 + size + 1024);
    const [header] = tar.segments;
    expect(header?.kind === 'bytes' && Buffer.from(header.bytes).toString('latin1')).toContain(` size=${size}\n`);
  });

  test('puts ten thousand small entries into few segments', async () => {
    const entries = Array.from({ length: 10_000 }, (_, index) => file(`d${index % 100}/f${index}`, 'x'));
    expect((await buildTar(entries)).segments.length).toBeLessThan(20);
  });
});

describe('buildTar refuses', () => {
  const cases: readonly [string, readonly Entry[], readonly Entry[], RegExp][] = [
    ['two entries of one path', [file('a'), file('a')], [], /\/a is listed twice/],
    ['an entry below a file', [file('a'), file('a/b')], [], /\/a\/b lies below \/a, which is a file/],
    ['an entry below a link', [link('a', 'b'), file('a/b/c')], [], /lies below \/a, which is a symlink/],
    ['an entry below a file of a lower layer', [file('a/b')], [file('a')], /lies below \/a/],
    [
      'a file over a directory of a lower layer',
      [file('etc')],
      [file('etc/passwd')],
      /\/etc is a directory in the image/,
    ],
    ['an absolute path', [file('/a')], [], /not a valid path in an image/],
    ['a path with ..', [file('a/../b')], [], /not a valid path in an image/],
    ['a path with a dot', [file('./a')], [], /not a valid path in an image/],
    ['an empty path', [file('')], [], /not a valid path in an image/],
    ['a path with a line break', [file('a\nb')], [], /not a valid path in an image/],
    ['a whiteout', [file('a/.wh.b')], [], /mean "delete"/],
    ['a name of 256 bytes', [file('x'.repeat(256))], [], /longer than Linux allows/],
    ['a path of 4096 bytes', [file(`${'y/'.repeat(2048)}z`)], [], /longer than Linux allows/],
    ['a link to nowhere', [link('a', '')], [], /not a valid path/],
    [
      'a hard link to what is not there',
      [{ type: 'hardlink', path: 'a', ...PLAIN, target: 'b' }],
      [],
      /not an earlier file/,
    ],
    ['a negative time', [file('a', '', { mtime: -1 })], [], /has the mtime -1/],
    ['half an id', [file('a', '', { uid: 0.5 })], [], /has the uid 0.5/],
  ];

  test.each(cases)('%s', async (_name, entries, lower, message) => {
    await expect(buildTar(entries, { lower })).rejects.toThrow(message);
  });
});
