import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildElf } from '../support/elf-builder.ts';
import { writeTree } from '../support/scratch-folder.ts';
import { crane } from './support/clients.ts';
import { output } from './support/process.ts';
import { type RealRegistry, startDockerRegistry } from './support/registry.ts';
import { runAction } from './support/run-action.ts';
import { removeTemporaryFolders, temporaryFolder } from './support/temporary-folder.ts';

let registry: RealRegistry;
let workspace: string;
let pushed = 0;

beforeAll(async () => {
  registry = await startDockerRegistry();
  workspace = await temporaryFolder('options');
  await writeFile(join(workspace, 'hello'), buildElf());
  await writeTree(workspace, { 'a.txt': 'a', 'site/index.html': 'i', 'site/css/x.css': 'x' });
});

afterAll(async () => {
  await registry.stop();
  await removeTemporaryFolders();
});

/** `-rw-r--r-- 0/0 etc/passwd` by path, as a client that is not ours finds it; with its time where that is not 0. */
async function rootfs(config: string, inputs: Readonly<Record<string, string>> = {}): Promise<string[]> {
  const image = `${registry.host}/o/options`;
  const tag = `t${++pushed}`;
  const run = await runAction({ binary: 'hello', image, tags: tag, config, ...inputs }, {}, { workspace });
  expect(run).toMatchObject({ exitCode: 0 });
  const tar = join(await temporaryFolder('export'), 'rootfs.tar');
  await crane('export', `${image}:${tag}`, tar);
  const listed = await output('tar', ['-tvf', tar, '--numeric-owner', '--full-time', '--utc']);
  const lines = listed.trim().split('\n').map(entryOf);
  return lines.sort(byPath);
}

function entryOf(line: string): string {
  const [, mode = '', owner = '', time = '', path = ''] = /^(\S+) (\S+) +\d+ (\S+ \S+) (.*?)\/?$/.exec(line) ?? [];
  return [mode, owner, ...(time === '1970-01-01 00:00:00' ? [] : [time]), path].join(' ');
}

function byPath(a: string, b: string): number {
  return pathOf(a) < pathOf(b) ? -1 : 1;
}

function pathOf(entry: string): string {
  return entry.replace(/ -> .*/, '').replace(/^.* /, '');
}

const HELLO = '-rwxr-xr-x 0/0 hello';
const TMP = 'drwxrwxrwt 0/0 tmp';
const USERS = ['drwxr-xr-x 0/0 etc', '-rw-r--r-- 0/0 etc/group', '-rw-r--r-- 0/0 etc/passwd'];
const DEFAULT = [...USERS, HELLO, TMP];
const ZONES = ['drwxr-xr-x 0/0 usr', 'drwxr-xr-x 0/0 usr/share', 'drwxr-xr-x 0/0 usr/share/zoneinfo'];

const FILES = `files:
  - { src: a.txt, dst: /etc/a.txt }
  - { src: site, dst: /srv/www/, mode: 0640, owner: "1:2" }
  - { dst: /etc/motd, content: hi, mode: 4755 }
  - { dst: /var/x, type: directory, mode: 0700, owner: nobody }
  - { dst: /bin/tool, type: symlink, target: /hello }
  - { dst: /etc/passwd, content: "", owner: "3000000:5" }`;

const GOLDEN: readonly [config: string, rootfs: readonly string[]][] = [
  ['', DEFAULT],
  ['kit: false', [HELLO]],
  ['tmp: false', [...USERS, HELLO]],
  ['users: [{ name: app, uid: 1001, home: /home/app }]', DEFAULT],
  ['nsswitch: true', [...DEFAULT, '-rw-r--r-- 0/0 etc/nsswitch.conf']],
  [
    'ca-certificates: true',
    [
      ...DEFAULT,
      'drwxr-xr-x 0/0 etc/ssl',
      'drwxr-xr-x 0/0 etc/ssl/certs',
      '-rw-r--r-- 0/0 etc/ssl/certs/ca-certificates.crt',
    ],
  ],
  ['time-zones: [UTC]', [...DEFAULT, ...ZONES, '-rw-r--r-- 0/0 usr/share/zoneinfo/UTC']],
  [
    'time-zones: [Europe/Zurich, Europe/Busingen]',
    [
      ...DEFAULT,
      ...ZONES,
      'drwxr-xr-x 0/0 usr/share/zoneinfo/Europe',
      'lrwxrwxrwx 0/0 usr/share/zoneinfo/Europe/Busingen -> Zurich',
      '-rw-r--r-- 0/0 usr/share/zoneinfo/Europe/Zurich',
    ],
  ],
  ['path: /usr/bin/app', [...USERS, TMP, 'drwxr-xr-x 0/0 usr', 'drwxr-xr-x 0/0 usr/bin', '-rwxr-xr-x 0/0 usr/bin/app']],
  [
    'workdir: /srv/app\nvolumes: [/data, /var/lib/app]\nuser: 1001:1002',
    [
      ...DEFAULT,
      'drwxr-xr-x 1001/1002 data',
      'drwxr-xr-x 0/0 srv',
      'drwxr-xr-x 1001/1002 srv/app',
      'drwxr-xr-x 0/0 var',
      'drwxr-xr-x 0/0 var/lib',
      'drwxr-xr-x 1001/1002 var/lib/app',
    ],
  ],
  [
    FILES,
    [
      'drwxr-xr-x 0/0 bin',
      'lrwxrwxrwx 0/0 bin/tool -> /hello',
      'drwxr-xr-x 0/0 etc',
      '-rw-r--r-- 0/0 etc/a.txt',
      '-rw-r--r-- 0/0 etc/group',
      '-rwsr-xr-x 0/0 etc/motd',
      '-rw-r--r-- 3000000/5 etc/passwd',
      HELLO,
      'drwxr-xr-x 0/0 srv',
      'drwxr-x--- 1/2 srv/www',
      'drwxr-x--- 1/2 srv/www/css',
      '-rw-r----- 1/2 srv/www/css/x.css',
      '-rw-r----- 1/2 srv/www/index.html',
      TMP,
      'drwxr-xr-x 0/0 var',
      'drwx------ 65534/65534 var/x',
    ],
  ],
];

describe('the root file system that crane exports', () => {
  test.each(GOLDEN)('is the golden one for the config "%s"', async (config, expected) => {
    expect(await rootfs(config)).toEqual([...expected].sort(byPath));
  });

  test('has the time that was asked for, but in the kit', async () => {
    const created = '2026-01-02T03:04:05Z';
    expect(await rootfs('files: [{ src: a.txt, dst: /a.txt }]', { created })).toEqual(
      [...USERS, TMP, '-rw-r--r-- 0/0 2026-01-02 03:04:05 a.txt', '-rwxr-xr-x 0/0 2026-01-02 03:04:05 hello'].sort(
        byPath,
      ),
    );
  });

  test('has every zone of the database with time-zones: true', async () => {
    const zones = (await rootfs('time-zones: true')).filter((line) => /^[-l].* usr\/share\/zoneinfo\//.test(line));
    expect(zones.length).toBeGreaterThan(590);
    expect(zones).toEqual(expect.arrayContaining(['-rw-r--r-- 0/0 usr/share/zoneinfo/America/Argentina/Buenos_Aires']));
  });
});
