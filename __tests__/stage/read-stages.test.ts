import { chmod, copyFile, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { pack } from 'tar-stream';
import type { Entry } from '../../src/rootfs/entry.ts';
import { scratchFolder, writeTree } from '../support/scratch-folder.ts';
import { contentOf, readStageIn, readStagesIn, type StageInputs } from '../support/stage-run.ts';

const HELLO = join(import.meta.dirname, '../../examples/hello');
const root = scratchFolder('stages');
let workspace = '';
let count = 0;

beforeEach(async () => {
  count += 1;
  workspace = join(root, `${count}`, 'workspace');
  await mkdir(workspace, { recursive: true });
  await writeTree(join(root, `${count}`), { 'outside/secret': 'secret' });
});

/** `755 0:0 text` by path. */
async function filesOf(
  lines: readonly string[],
  files: Readonly<Record<string, string>> = {},
  inputs: StageInputs = {},
) {
  await writeTree(workspace, { ...files, Dockerfile: ['FROM scratch', ...lines, ''].join('\n') });
  const { entries } = await readStageIn(workspace, inputs);
  return Object.fromEntries(await Promise.all(entries.map(async (entry) => [`/${entry.path}`, await factsOf(entry)])));
}

async function factsOf(entry: Entry): Promise<string> {
  const owner = `${entry.mode.toString(8)} ${entry.uid}:${entry.gid}`;
  if (entry.type === 'symlink') return `-> ${entry.target}`;
  return entry.type === 'file' ? `${owner} ${Buffer.from(await contentOf(entry)).toString()}` : owner;
}

describe('what is copied', () => {
  test('has the modes of its files, and the owner of --chown down to the directories that are made for it', async () => {
    await writeTree(workspace, { 'run.sh': 'x', 'd/f': 'y' });
    await chmod(join(workspace, 'run.sh'), 0o750);
    await chmod(join(workspace, 'd'), 0o700);
    await chmod(join(workspace, 'd/f'), 0o4711);
    expect(
      await filesOf(['COPY --chown=5:6 run.sh /a/b/', 'COPY d /c/', 'COPY . /all/', 'COPY --chmod=u=rw,go=r d /e']),
    ).toMatchObject({
      '/a': '755 5:6',
      '/a/b': '755 5:6',
      '/a/b/run.sh': '750 5:6 x',
      '/c': '755 0:0',
      '/c/f': '4711 0:0 y',
      '/all/d': '700 0:0',
      '/e/f': '644 0:0 y',
    });
  });

  test('takes the place of what was there, and merges with a directory', async () => {
    const files = { 'a/x': '1', 'b/x': '2', 'b/y': '3' };
    expect(await filesOf(['COPY a /d', 'COPY b /d/'], files)).toMatchObject({
      '/d/x': expect.stringContaining('2'),
      '/d/y': expect.stringContaining('3'),
    });
  });

  test('goes through links of the image, and never out of it', async () => {
    const files = { x: '1' };
    await mkdir(join(workspace, 'links'));
    await symlink('../../../real', join(workspace, 'links/up'));
    await symlink('/abs', join(workspace, 'links/abs'));
    expect(await filesOf(['COPY links/ /l/', 'COPY x /l/up/', 'COPY x /l/abs/'], files)).toMatchObject({
      '/l/up': '-> ../../../real',
      '/real/x': expect.stringContaining('1'),
      '/abs/x': expect.stringContaining('1'),
    });
  });

  test('is chosen by wildcards, --exclude and .dockerignore', async () => {
    const files = {
      'a.txt': '1',
      'b.txt': '2',
      'c.md': '3',
      'd/e.txt': '4',
      'd/f.md': '5',
      '.dockerignore': 'b.txt\n**/*.md\n!d/f.md\n',
    };
    const found = await filesOf(['COPY *.txt /t/', 'COPY --exclude=e.* d /d/', 'COPY [c]* /none/'], files);
    expect(
      Object.keys(found)
        .filter((path) => /\./.test(path))
        .sort(),
    ).toEqual(['/d/f.md', '/t/a.txt']);
  });

  test('from an archive has the owners of the archive, unless --chown gives another one', async () => {
    const tar = pack();
    tar.entry({ name: 'x/y', uid: 5, gid: 6, mode: 0o600 }, 'y');
    tar.finalize();
    await writeFile(join(workspace, 'a.tar'), tar as AsyncIterable<Buffer>);
    expect(await filesOf(['ADD a.tar /a/', 'ADD --chown=7 a.tar /b', 'COPY a.tar /c'])).toMatchObject({
      '/a/x': '755 0:0',
      '/a/x/y': '600 5:6 y',
      '/b': '755 7:7',
      '/b/x/y': '600 7:7 y',
      '/c': expect.stringMatching(/^644 0:0 x.y/),
    });
  });

  test('keeps its path with --parents', async () => {
    const files = { 'a/b/c': '1', 'a/d/c': '2', 'x/a/b/c': '3' };
    const found = await filesOf(['COPY --parents a/*/c /p/', 'COPY --parents x/./a/b /q/'], files);
    expect(Object.keys(found).sort()).toEqual([
      '/p',
      '/p/a',
      '/p/a/b',
      '/p/a/b/c',
      '/p/a/d',
      '/p/a/d/c',
      '/q',
      '/q/a',
      '/q/a/b',
      '/q/a/b/c',
    ]);
  });

  test('from a scratch stage of the file is what that stage has', async () => {
    await writeTree(workspace, {
      x: '1',
      Dockerfile: 'FROM scratch AS one\nCOPY --chown=9 x /in/\nFROM scratch\nCOPY --from=one /in/x /y\n',
    });
    const { entries } = await readStageIn(workspace);
    expect(entries.map(({ path, uid }) => `${path} ${uid}`)).toEqual(['y 0']);
  });

  test('belongs to a user by the name that the image’s own passwd has for it', async () => {
    const files = { passwd: 'root:x:0:0::/:\napp:x:1001:1002::/:\n', group: 'staff:x:50:\n', x: '1' };
    const lines = [
      'COPY passwd group /etc/',
      'COPY --chown=app x /a',
      'COPY --chown=app:staff x /b',
      'USER app',
      'WORKDIR /w',
    ];
    const found = await filesOf(lines, files);
    expect([found['/a'], found['/b'], found['/w']]).toEqual([
      expect.stringMatching(/1001:1002/),
      expect.stringMatching(/1001:50/),
      '755 1001:1002',
    ]);
  });
});

describe('stages', () => {
  test('lie where the input says: a folder, or a path of its own', async () => {
    const files = { 'out/usr/bin/a': '1', 'dist/app-amd64': '2' };
    const stages = ['builder=out', 'builder:/src/app=dist/app-{{arch}}', 'alpine:3.20:/x=out/usr'];
    const lines = [
      'COPY --from=builder /usr/bin/a /src/app /bin/',
      'COPY --from=builder /src /all/',
      'COPY --from=alpine:3.20 /x/bin/a /y',
    ];
    expect(Object.keys(await filesOf(lines, files, { stages })).sort()).toEqual([
      '/all',
      '/all/app',
      '/bin',
      '/bin/a',
      '/bin/app',
      '/y',
    ]);
  });

  test('may name the build context, also one for each platform', async () => {
    const files = { 'dist/amd64/app': '1', 'dist/amd64/.dockerignore': 'x\n', 'dist/amd64/x': '2' };
    const found = await filesOf(['COPY . /'], files, { stages: ['context=dist/{{arch}}'] });
    expect(Object.keys(found).sort()).toEqual(['/.dockerignore', '/app']);
  });

  test('give what the project brings where nothing maps it', async () => {
    const lines = [
      'COPY --from=b /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/',
      'COPY --from=b /usr/share/zoneinfo /usr/share/zoneinfo',
      'COPY --from=b /tmp /tmp',
      'COPY --from=b /etc/passwd /etc/group /etc/nsswitch.conf /etc/',
      'COPY --from=b --chown=nonroot /etc/ssl/cert.pem /certs.pem',
    ];
    const found = await filesOf(lines);
    expect(found).toMatchObject({
      '/tmp': '1777 0:0',
      '/usr/share/zoneinfo/Europe/Zurich': expect.stringMatching(/^644 0:0 TZif/),
    });
    expect(found['/certs.pem']).toMatch(/^644 65532:65532 [\s\S]*BEGIN CERTIFICATE/);
  });

  test('that nothing maps are an error that names the line to add', async () => {
    await expect(filesOf(['COPY --from=build /src/app /app'])).rejects.toThrow(
      'Dockerfile:2:1: COPY: --from=build: nothing says where the files of that stage lie. Build /src/app in a step before, and add its place to this one: stages: build:/src/app=PATH',
    );
    await expect(filesOf(['COPY --from=build / /'])).rejects.toThrow('nothing says where');
    await expect(filesOf(['COPY --from=build /b /b'], { 'out/a': '' }, { stages: ['build=out'] })).rejects.toThrow(
      '/b is not in the stage build, which is out here',
    );
  });
});

describe('a line of stages with a mistyped name', () => {
  const lines = ['FROM golang AS builder', 'FROM scratch'];
  const dockerfile = (from: string) => [...lines, `COPY --from=${from} /app /app`].join('\n');
  const read = async (stage: string, from = 'builder') => {
    await writeTree(workspace, { app: 'x', Dockerfile: dockerfile(from) });
    return readStageIn(workspace, { stages: [`${stage}:/app=app`, 'builder=.'], allowDynamic: true });
  };

  test('is an error that says what was probably meant', async () => {
    await expect(read('bilder')).rejects.toThrow(
      'stages: no stage of the Dockerfile is called "bilder"; did you mean "builder"?',
    );
    await expect(read('bysybox', 'busybox')).rejects.toThrow('did you mean "busybox"?');
  });

  test('is not one by its number, by another case, by an image, or for something else', async () => {
    for (const stage of ['0', 'Builder', 'context', 'unrelated']) await expect(read(stage)).resolves.toBeDefined();
    await expect(read('busybox', 'busybox')).resolves.toBeDefined();
  });
});

describe('nothing leads out', () => {
  test.each([
    '../outside/secret',
    '/../outside/secret',
    'up/secret',
    'absolute',
    'a/../../outside/secret',
    'up',
    'u*/secret',
  ])('COPY %s', async (source) => {
    await symlink('../outside', join(workspace, 'up'));
    await symlink(join(workspace, '../outside/secret'), join(workspace, 'absolute'));
    const found = await filesOf([`COPY ${source} /x/`]).catch((error: Error) => error.message);
    expect(JSON.stringify(found)).not.toContain('0:0 secret');
  });

  test.each([
    ['builder=../outside', 'outside the workspace'],
    ['builder:/x=up/secret', 'outside the workspace'],
    ['builder=missing', 'does not exist'],
    ['context=../outside', 'outside the workspace'],
    ['context=up', 'outside the workspace'],
  ])('stages: %s', async (line, said) => {
    await symlink('../outside', join(workspace, 'up'));
    await expect(filesOf(['COPY --from=builder /x /x'], {}, { stages: [line] })).rejects.toThrow(said);
  });

  test('a link in a stage’s folder, whose root is that folder', async () => {
    await mkdir(join(workspace, 'out/etc'), { recursive: true });
    await writeTree(workspace, { 'out/etc/hostname': 'of the stage' });
    await symlink('/etc/hostname', join(workspace, 'out/name'));
    await symlink('../../../../outside/secret', join(workspace, 'out/up'));
    const stages = ['b=out'];
    expect(await filesOf(['COPY --from=b /name /x'], {}, { stages })).toMatchObject({
      '/x': expect.stringContaining('of the stage'),
    });
    await expect(filesOf(['COPY --from=b /up /x'], {}, { stages })).rejects.toThrow('/up is not in the stage');
  });

  test.each(['.dockerignore', 'Dockerfile.dockerignore'])(
    'a link as %s, whose lines a message could quote',
    async (name) => {
      await symlink('../outside/secret', join(workspace, name));
      await expect(filesOf(['COPY Dockerfile /x'])).rejects.toThrow('outside the workspace');
    },
  );

  test('a Dockerfile outside of the workspace has to be named by its absolute path', async () => {
    await expect(readStageIn(workspace, { dockerfile: '../outside/secret' })).rejects.toThrow('outside the workspace');
  });
});

describe('the program', () => {
  const program = async (name: string, mode = 0o755) => {
    await copyFile(join(HELLO, `hello-linux-${name}`), join(workspace, `app-${name}`));
    await chmod(join(workspace, `app-${name}`), mode);
  };

  test('decides the platform, and TARGETARCH is that of the platform', async () => {
    await program('arm64');
    await writeTree(workspace, {
      Dockerfile: 'FROM scratch\nARG TARGETARCH\nLABEL a=$TARGETARCH\nCOPY app-arm64 /app\nCMD ["/app"]\n',
    });
    const stage = await readStageIn(workspace);
    expect([stage.platform.architecture, stage.block.labels, stage.binaryPath]).toEqual([
      'arm64',
      { a: 'arm64' },
      '/app',
    ]);
  });

  test('is one for each platform of the list', async () => {
    await program('amd64');
    await program('arm64');
    await writeTree(workspace, {
      Dockerfile: 'FROM scratch\nARG TARGETARCH\nCOPY app-$TARGETARCH /bin/app\nENV PATH=/bin\nENTRYPOINT ["app"]\n',
    });
    const stages = await readStagesIn(workspace, { platforms: ['linux/amd64', 'linux/arm64'] });
    expect(stages.map(({ binary }) => binary?.source.name)).toEqual(['app-amd64', 'app-arm64']);
  });

  test('is built once for a platform that stands in the list twice', async () => {
    await program('amd64');
    await writeTree(workspace, { Dockerfile: 'FROM scratch\nCOPY app-amd64 /app\nCMD ["/app"]\n' });
    expect(await readStagesIn(workspace, { platforms: ['linux/amd64', 'linux/x86_64'] })).toHaveLength(1);
  });

  test('for another platform than that of the list is an error with its place', async () => {
    await program('amd64');
    await writeTree(workspace, { Dockerfile: 'FROM scratch\nCOPY app-amd64 /app\nCMD ["/app"]\n' });
    await expect(readStagesIn(workspace, { platforms: ['linux/arm64'] })).rejects.toThrow(
      /^Dockerfile:3:1: cmd: \/app: .*linux\/amd64/,
    );
  });

  test('may be missing, as in an image for COPY --from', async () => {
    await program('amd64');
    await writeTree(workspace, { Dockerfile: 'FROM scratch\nCOPY app-amd64 /app\n' });
    expect((await readStageIn(workspace)).binary).toBeUndefined();
  });

  test('is looked at like every other ELF file; those only bring warnings', async () => {
    await program('amd64');
    await program('arm64');
    await writeTree(workspace, { Dockerfile: 'FROM scratch\nCOPY app-* /\nCMD ["/app-amd64"]\n' });
    expect((await readStageIn(workspace)).warnings).toEqual([
      '/app-arm64 is for linux/arm64, and the image for linux/amd64.',
    ]);
  });

  test('of a user that the image does not know could not start', async () => {
    await expect(filesOf(['USER app'])).rejects.toThrow(
      'Dockerfile:2:1: user: no user "app" is in the image\'s /etc/passwd',
    );
  });
});
