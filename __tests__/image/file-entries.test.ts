import { chmod, mkdir, stat, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { FileSpec } from '../../src/config/config-block.ts';
import { ProblemsError } from '../../src/errors.ts';
import { sourceFinder } from '../../src/files/find-sources.ts';
import { type FileRequest, fileEntries } from '../../src/image/file-entries.ts';
import { parsePlatform } from '../../src/oci/platform.ts';
import { buildTar } from '../../src/rootfs/build-tar.ts';
import type { Entry } from '../../src/rootfs/entry.ts';
import { scratchFolder, writeTree } from '../support/scratch-folder.ts';
import { directory, entriesIn, file, linesOf } from '../support/tar-listing.ts';

const workspace = scratchFolder('file-entries');

beforeAll(async () => {
  await writeTree(workspace, {
    'config.yaml': 'a: 1',
    'static/index.html': 'i',
    'static/css/site.css': 'c',
    'static/tool': '\x7fELF',
    'plugins/arm64/x.so': '\x7fELF arm64',
    'plugins/arm-v7/x.so': '\x7fELF v7',
    'other/more.html': 'm',
    'a/same': '1',
    'b/same': '2',
  });
  await symlink('index.html', join(workspace, 'static/home'));
});

type Spec = FileSpec extends infer S ? (S extends FileSpec ? Omit<S, 'position'> : never) : never;

function entriesOf(specs: readonly Spec[], request: Partial<FileRequest> = {}) {
  const positioned = specs.map((spec, index) => {
    return { ...spec, position: { document: 'config', line: index + 1, column: 5 } } as FileSpec;
  });
  const platform = { os: 'linux', architecture: 'arm64' };
  return fileEntries(
    { specs: positioned, platform, users: [], mtime: 9, kit: [], ...request },
    sourceFinder(workspace),
  );
}

async function listing(specs: readonly Spec[], request: Partial<FileRequest> = {}): Promise<string[]> {
  return linesOf(
    await entriesIn(await buildTar(await entriesOf(specs, request), { lower: request.kit ?? [], mtime: 9 })),
  );
}

const copy = (src: string, dst: string, more: Partial<Spec> = {}) => ({ type: 'copy', src, dst, ...more }) as Spec;

describe('files', () => {
  test('a file goes to its path, or into a directory under its own name', async () => {
    expect(await listing([copy('config.yaml', '/etc/app/app.yaml'), copy('config.yaml', '/srv/')])).toEqual([
      'directory /etc 755 0:0',
      'directory /etc/app 755 0:0',
      'file /etc/app/app.yaml 644 0:0',
      'directory /srv 755 0:0',
      'file /srv/config.yaml 644 0:0',
    ]);
  });

  test('a directory gives its contents, ELF files as programs, links as links', async () => {
    const expected = [
      'directory /srv 755 0:0',
      'directory /srv/css 755 0:0',
      'file /srv/css/site.css 644 0:0',
      'symlink /srv/home 777 0:0 -> index.html',
      'file /srv/index.html 644 0:0',
      'file /srv/tool 755 0:0',
    ];
    expect(await listing([copy('static/', '/srv/')])).toEqual(expected);
    expect(await listing([copy('static', '/srv')])).toEqual(expected);
    expect(await listing([copy('static', '/')])).toEqual(expected.slice(1).map((line) => line.replace(' /srv', ' ')));
  });

  test('mode and owner hold for everything in a copy; directories can be entered by who may read them', async () => {
    const users = [{ name: 'app', uid: 1001, gid: 1002, home: '/' }];
    expect(await listing([copy('static', '/srv', { mode: 0o640, owner: { user: 'app' } })], { users })).toEqual([
      'directory /srv 750 1001:1002',
      'directory /srv/css 750 1001:1002',
      'file /srv/css/site.css 640 1001:1002',
      'symlink /srv/home 777 1001:1002 -> index.html',
      'file /srv/index.html 640 1001:1002',
      'file /srv/tool 640 1001:1002',
    ]);
  });

  test('texts, directories and links are made as written', async () => {
    const specs: Spec[] = [
      { type: 'text', dst: '/etc/motd', content: 'hällo\n' },
      { type: 'directory', dst: '/data', mode: 0o750, owner: { user: 65532, group: 65532 } },
      { type: 'symlink', dst: '/bin/tool', target: '/app' },
    ];
    expect(await listing(specs)).toEqual([
      'directory /bin 755 0:0',
      'symlink /bin/tool 777 0:0 -> /app',
      'directory /data 750 65532:65532',
      'directory /etc 755 0:0',
      'file /etc/motd 644 0:0',
    ]);
    const entries = await entriesIn(await buildTar(await entriesOf(specs)));
    expect(entries.find(({ path }) => path === '/etc/motd')).toMatchObject({ text: 'hällo\n', mtime: 9 });
  });

  test.each([
    [{ user: 5 }, '5:5'],
    [{ user: 5, group: 6 }, '5:6'],
    [{ user: 'nonroot' }, '65532:65532'],
    [{ user: 'app' }, '1001:1002'],
    [{ user: 'app', group: 'root' }, '1001:0'],
    [{ user: 5, group: 'app' }, '5:1002'],
  ])('the owner %j is %s', async (owner, expected) => {
    const users = [{ name: 'app', uid: 1001, gid: 1002, home: '/' }];
    expect(await listing([{ type: 'directory', dst: '/x', owner }], { users })).toEqual([
      `directory /x 755 ${expected}`,
    ]);
  });

  test('sources may name the platform', async () => {
    const spec = copy('plugins/{{arch}}/x.so', '/plugins/');
    expect(await listing([spec])).toContain('file /plugins/x.so 755 0:0');
    const armv7 = { os: 'linux', architecture: 'arm', variant: 'v7' };
    const [entry] = await entriesOf([copy('plugins/{{arch}}-{{variant}}/x.so', '/x.so')], { platform: armv7 });
    expect(entry?.type === 'file' && entry.content.size).toBe(Buffer.byteLength('\x7fELF v7'));
    await expect(entriesOf([copy('{{platform}}/{{os}}', '/x')], { platform: armv7 })).rejects.toThrow(
      /"linux\/arm\/v7\/linux" does not exist/,
    );
  });

  test('a pattern may match one thing with a new name, or many into a directory', async () => {
    expect(await listing([copy('conf*.yaml', '/c')])).toEqual(['file /c 644 0:0']);
    expect(await listing([copy('{a,other}/*', '/d/')])).toContain('file /d/more.html 644 0:0');
    await expect(entriesOf([copy('{a,other}/*', '/d')])).rejects.toThrow(
      'config:1:5: files: 2 sources cannot all become "/d". If it is the directory that they go into, write dst: /d/',
    );
  });

  test('directories that are copied to one place merge', async () => {
    const lines = await listing([
      copy('static', '/srv'),
      copy('other', '/srv'),
      { type: 'directory', dst: '/srv', mode: 0o700 },
    ]);
    expect(lines[0]).toBe('directory /srv 700 0:0');
    expect(lines).toContain('file /srv/more.html 644 0:0');
    expect(lines).toContain('file /srv/index.html 644 0:0');
  });

  test('a directory of the kit stays as it is when something is copied into it', async () => {
    const kit = [directory('tmp', { mode: 0o1777 }), file('etc/passwd')];
    expect(await listing([copy('other', '/tmp/'), copy('other', '/etc', { owner: { user: 7 } })], { kit })).toEqual([
      'directory /etc 755 0:0',
      'file /etc/more.html 644 7:7',
      'directory /tmp 1777 0:0',
      'file /tmp/more.html 644 0:0',
    ]);
    expect(await listing([{ type: 'directory', dst: '/tmp', mode: 0o700 }], { kit })).toEqual([
      'directory /tmp 700 0:0',
    ]);
  });

  test('two things at one path are an error that names both places', async () => {
    await expect(entriesOf([copy('config.yaml', '/x'), { type: 'text', dst: '/x', content: '' }])).rejects.toThrow(
      'config:2:5: files: "/x" is in the image already, as config.yaml, from config:1:5',
    );
    await expect(entriesOf([copy('{a,b}/*', '/d/')])).rejects.toThrow(/"\/d\/same" is in the image already/);
    await expect(
      entriesOf([
        { type: 'directory', dst: '/d' },
        { type: 'directory', dst: '/d' },
      ]),
    ).rejects.toThrow(/already/);
  });

  test('everything that is wrong is told at once, each with its place', async () => {
    const error = await entriesOf([
      copy('../x', '/x'),
      copy('config.yaml', '/ok'),
      copy('missing', '/y'),
      { type: 'directory', dst: '/z', owner: { user: 'ghost' } },
    ]).catch((thrown: unknown) => thrown);
    expect(error instanceof ProblemsError && error.problems.map((problem) => problem.slice(0, 60))).toEqual([
      expect.stringMatching(/^config:1:5: files: "\.\.\/x" is outside the workspace/),
      expect.stringMatching(/^config:3:5: files: "missing" does not exist/),
      expect.stringMatching(/^config:4:5: files: "ghost" is not a user/),
    ]);
  });
});

describe('what a source is', () => {
  const root = scratchFolder('file-facts');
  const from = (specs: readonly Spec[], warn: (text: string) => void = () => {}, platform = 'linux/arm64') => {
    const positioned = specs.map((spec, index) => {
      return { ...spec, position: { document: 'config', line: index + 1, column: 5 } } as FileSpec;
    });
    const request = { specs: positioned, platform: parsePlatform(platform), users: [], mtime: 0, kit: [] };
    return fileEntries(request, sourceFinder(root), warn);
  };
  const modes = (entries: readonly Entry[]) =>
    entries.map(({ path, mode, uid, gid }) => `${path} ${mode.toString(8)} ${uid}:${gid}`).toSorted();

  beforeAll(async () => {
    await writeTree(root, {
      'tree/run.sh': '#!/app\n',
      'tree/plain': 'x',
      'tree/docs/guide.md': 'x',
      'odd/model.bin': 'version https://git-lfs.github.com/spec/v1\noid sha256:1\n',
      'odd/tool.tar.gz': '<!DOCTYPE html><html>404',
      'odd/index.html': '<!DOCTYPE html><html>',
      'lib/arm/x.so': 'arm',
      'lib/arm64/x.so': 'arm64',
      'dist/app_arm_7/x': '7',
      'dist/app_amd64_v1/x': '1',
    });
    await chmod(join(root, 'tree/plain'), 0o4711);
    await chmod(join(root, 'tree/docs'), 0o700);
  });

  test('scripts are programs, as ELF files are', async () => {
    expect(modes(await from([copy('tree/', '/x')]))).toContain('x/run.sh 755 0:0');
    const text = { type: 'text', dst: '/hook', content: '#!/app\n' } as const;
    expect(modes(await from([text]))).toEqual(['hook 755 0:0']);
  });

  test('modes and owners are kept where that is asked for', async () => {
    const { uid, gid } = await stat(root);
    expect(modes(await from([copy('tree', '/x', { mode: 'keep', owner: 'keep' })]))).toEqual(
      expect.arrayContaining([`x/plain 4711 ${uid}:${gid}`, `x/docs 700 ${uid}:${gid}`]),
    );
  });

  test('patterns leave things out', async () => {
    expect(modes(await from([copy('tree', '/x', { exclude: ['docs', '*.sh'] } as Partial<Spec>)]))).toEqual([
      'x 755 0:0',
      'x/plain 644 0:0',
    ]);
  });

  test('a pointer of Git LFS and a page of an error are warned about', async () => {
    const said: string[] = [];
    await from([copy('odd', '/x')], (text) => said.push(text));
    expect(said).toEqual([
      expect.stringContaining('odd/model.bin is a Git LFS pointer'),
      expect.stringContaining('odd/tool.tar.gz is an HTML page'),
    ]);
  });

  test('an empty folder of a submodule is warned about, and no other', async () => {
    await writeTree(root, { '.gitmodules': '[submodule "x"]\n\tpath = deps/lib\n\tpath = full\n', 'full/x': 'x' });
    await mkdir(join(root, 'deps/lib'), { recursive: true });
    await mkdir(join(root, 'deps/empty'));
    const said: string[] = [];
    await from([copy('deps', '/deps'), copy('deps/lib', '/lib'), copy('full', '/full')], (text) => said.push(text));
    expect(said).toEqual([
      expect.stringContaining('files: deps/lib is the folder of a Git submodule, and empty'),
      expect.stringContaining('files: deps/lib is the folder of a Git submodule'),
    ]);
  });

  test('a star after {{arch}} does not take another architecture', async () => {
    const entries = await from([copy('lib/{{arch}}*/x.so', '/x.so')], undefined, 'linux/arm/v7');
    expect(entries.map((entry) => entry.type === 'file' && entry.content.name)).toEqual(['lib/arm/x.so']);
  });

  test('{{variant}} finds what goreleaser writes', async () => {
    const nameOf = async (platform: string) => {
      const [entry] = await from([copy('dist/app_{{arch}}_{{variant}}/x', '/x')], undefined, platform);
      return entry?.type === 'file' ? entry.content.name : undefined;
    };
    expect(await nameOf('linux/arm/v7')).toBe('dist/app_arm_7/x');
    expect(await nameOf('linux/amd64')).toBe('dist/app_amd64_v1/x');
  });

  test('two copies into one directory give it one mode and owner, in whatever order they are listed', async () => {
    const specs = [
      copy('tree', '/x', { owner: { user: 5, group: 5 } }),
      copy('odd', '/x'),
      copy('lib', '/x', { mode: 0o600 }),
    ];
    const orders = [specs, specs.toReversed(), [1, 2, 0].map((index) => specs[index] as Spec)];
    const found = await Promise.all(orders.map(async (order) => modes(await from(order))));
    expect(found[1]).toEqual(found[0]);
    expect(found[2]).toEqual(found[0]);
  });
});
