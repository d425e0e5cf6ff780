import { chmod, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { FileSpec } from '../../src/config/config-block.ts';
import { bytesSource } from '../../src/files/bytes-source.ts';
import { sourceFinder } from '../../src/files/find-sources.ts';
import { fileEntries } from '../../src/image/file-entries.ts';
import { buildTar } from '../../src/rootfs/build-tar.ts';
import type { Entry } from '../../src/rootfs/entry.ts';
import { writeTree } from '../support/scratch-folder.ts';
import { bytesOf, file, PLAIN } from '../support/tar-listing.ts';
import { buildah } from './support/clients.ts';
import { output } from './support/process.ts';
import { removeTemporaryFolders, temporaryFolder } from './support/temporary-folder.ts';

let folder: string;

beforeAll(async () => {
  folder = await temporaryFolder('rootfs');
});

afterAll(removeTemporaryFolders);

const UTF8 = { env: { ...process.env, LC_ALL: 'C.UTF-8' } };

/** `drwxr-xr-x 0/0 0 etc` and so on, as GNU tar understands the tar; without times and the slashes of directories. */
async function listed(tar: string): Promise<string[]> {
  const lines = (await output('tar', ['-tvf', tar, '--numeric-owner', '--full-time', '--utc'], UTF8))
    .trim()
    .split('\n');
  return lines.map((line) => line.replace(/^(\S+) (\S+) +(\S+) (\S+ \S+) /, '$1 $2 $3 ').replace(/\/$/, ''));
}

describe('GNU tar', () => {
  test('reads every kind of entry as it was meant', async () => {
    const deep = Array.from({ length: 25 }, () => 'ninechars').join('/');
    const entries: Entry[] = [
      { type: 'directory', path: 'tmp', ...PLAIN, mode: 0o1777 },
      file('app', 'program', { mode: 0o4755, uid: 65_532, gid: 65_532 }),
      file('none', 'x', { mode: 0 }),
      file('Zürich', '', { uid: 262_144, gid: 4_294_967_294 }),
      { type: 'symlink', path: 'link', ...PLAIN, mode: 0o777, target: `/${'long/'.repeat(30)}x` },
      { type: 'hardlink', path: 'same', ...PLAIN, mode: 0o4755, uid: 65_532, gid: 65_532, target: 'app' },
      file(`deep/${deep}`, 'deep'),
      file('late', '', { mtime: 2_208_988_800 }),
    ];
    const tar = join(folder, 'kinds.tar');
    await writeFile(tar, await bytesOf(await buildTar(entries)));
    const lines = await listed(tar);
    expect(lines.filter((line) => !line.includes('ninechars'))).toEqual([
      '-rw-r--r-- 262144/4294967294 0 Zürich',
      '-rwsr-xr-x 65532/65532 7 app',
      'drwxr-xr-x 0/0 0 deep',
      '-rw-r--r-- 0/0 0 late',
      `lrwxrwxrwx 0/0 0 link -> /${'long/'.repeat(30)}x`,
      '---------- 0/0 1 none',
      'hrwsr-xr-x 65532/65532 0 same link to app',
      'drwxrwxrwt 0/0 0 tmp',
    ]);
    expect(lines).toContain(`-rw-r--r-- 0/0 4 deep/${deep}`);
    const times = await output('tar', ['-tvf', tar, '--full-time', '--utc', 'late', 'app']);
    expect(times).toContain('2040-01-01 00:00:00 late');
    expect(times).toContain('1970-01-01 00:00:00 app');
  });

  test('unpacks a file of nine gigabytes of nothing to its size', async () => {
    const size = 9 * 1024 ** 3;
    const { bytes: _bytes, ...empty } = bytesSource('huge', Buffer.alloc(0));
    const tar = await buildTar([file('huge', '', { content: { ...empty, size } })]);
    const [header] = tar.segments;
    const path = join(folder, 'huge.tar');
    await writeFile(path, header?.kind === 'bytes' ? header.bytes : '');
    await output('truncate', ['-s', String(tar.size), path]);
    expect(await listed(path)).toEqual([`-rw-r--r-- 0/0 ${size} huge`]);
  });
});

describe('what files come to', () => {
  const copy = (src: string, dst: string, more: Partial<FileSpec> = {}) =>
    ({ type: 'copy', src, dst, position: { document: 'config', line: 1, column: 1 }, ...more }) as FileSpec;

  test('is what buildah makes of the same COPY lines', async () => {
    const workspace = join(folder, 'workspace');
    await writeTree(workspace, {
      'config.yaml': 'a: 1',
      'static/index.html': 'i',
      'static/css/site.css': 'c',
      'static/.hidden': 'h',
      'globs/one.txt': '1',
      'globs/two.txt': '2',
      'globs/sub/three.txt': '3',
    });
    await symlink('index.html', join(workspace, 'static/home'));
    for (const path of ['static', 'static/css', 'globs', 'globs/sub']) await chmod(join(workspace, path), 0o755);
    const specs = [
      copy('config.yaml', '/etc/app/config.yaml'),
      copy('config.yaml', '/srv/'),
      copy('static/', '/srv/static/'),
      copy('static', '/other'),
      copy('globs/*.txt', '/texts/'),
      copy('globs/*', '/flat/'),
      copy('static/index.html', '/owned/page', { owner: { user: 1001, group: 1002 }, mode: 0o600 }),
    ];
    const lines = [
      'FROM scratch',
      'COPY config.yaml /etc/app/config.yaml',
      'COPY config.yaml /srv/',
      'COPY static/ /srv/static/',
      'COPY static /other',
      'COPY globs/*.txt /texts/',
      'COPY globs/* /flat/',
      'COPY --chown=1001:1002 --chmod=600 static/index.html /owned/page',
    ];
    await writeFile(join(folder, 'Containerfile'), `${lines.join('\n')}\n`);
    const storage = await temporaryFolder('buildah');
    await buildah(storage, 'build', '--tag', 'compared', '--file', join(folder, 'Containerfile'), workspace);
    await buildah(storage, 'push', 'compared', `docker-archive:${join(folder, 'theirs.tar')}:compared:latest`);
    await output('sh', [
      '-c',
      'crane export - "$1" < "$0"',
      join(folder, 'theirs.tar'),
      join(folder, 'theirs-flat.tar'),
    ]);

    const platform = { os: 'linux', architecture: 'amd64' };
    const entries = await fileEntries({ specs, platform, users: [], mtime: 0, kit: [] }, sourceFinder(workspace));
    await writeFile(join(folder, 'ours.tar'), await bytesOf(await buildTar(entries)));
    const theirs = await listed(join(folder, 'theirs-flat.tar'));
    // buildah gives the directories that it has to make to --chown's user; here they stay root's.
    const same = theirs.map((line) => line.replace(/^drwxr-xr-x 1001\/1002 0 owned$/, 'drwxr-xr-x 0/0 0 owned'));
    expect((await listed(join(folder, 'ours.tar'))).sort()).toEqual(same.sort());
  });
});
