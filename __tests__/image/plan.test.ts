import { describe, expect, test } from '@jest/globals';
import { describePlan, distinctLayers } from '../../src/image/describe-plan.ts';
import { planImage } from '../../src/image/plan.ts';
import type { LayerPlan } from '../../src/image/plan-layers.ts';
import { formatPlatform, parsePlatform } from '../../src/oci/platform.ts';
import type { Entry } from '../../src/rootfs/entry.ts';
import { binaryOf, directoryAt, fileAt, goInfo, linkAt, planRequest, SMALL_KIT } from '../support/plan-values.ts';

const EMPTY_KIT = { entries: [], decisions: [], warnings: [] };

function layersOf(text: string, changes: Parameters<typeof planRequest>[1] = {}): readonly LayerPlan[] {
  return planImage(planRequest(text, changes)).platforms[0]?.layers ?? [];
}

/** Each layer as `name: path mode uid:gid, …`. */
function shown(layers: readonly LayerPlan[]): string[] {
  return layers.map(({ name, entries }) => {
    const texts = entries.map(({ path, mode, uid, gid }) => `${path} ${mode.toString(8)} ${uid}:${gid}`);
    return `${name}: ${texts.join(', ')}`;
  });
}

const KIT = 'kit: etc/passwd 644 0:0, etc/group 644 0:0, tmp 1777 0:0';

describe('the layers of a plan', () => {
  test('are the kit and the binary, where nothing else is asked for', () => {
    const layers = layersOf('');
    expect(shown(layers)).toEqual([KIT, 'binary: app 755 0:0']);
    expect(layers.map(({ createdBy }) => createdBy)).toEqual([
      'COPY kit / # from-scratch: users, tmp',
      'COPY /app /app # from-scratch',
    ]);
    expect(layers.map(({ label }) => label)).toEqual(['kit', 'binary for linux/amd64']);
  });

  test('are the binary alone without a kit', () => {
    expect(shown(layersOf('kit: false', { kit: EMPTY_KIT }))).toEqual(['binary: app 755 0:0']);
  });

  test('have the files between the kit and the binary', () => {
    expect(shown(layersOf('', { filesFor: () => [fileAt('etc/motd')] }))).toEqual([
      KIT,
      'files: etc/motd 644 0:0',
      'binary: app 755 0:0',
    ]);
  });

  test('name their first files in the history, and count the others', () => {
    const line = (paths: string[]) => layersOf('', { filesFor: () => paths.map((path) => fileAt(path)) })[1]?.createdBy;
    expect(line(['etc/app.json'])).toBe('COPY files / # from-scratch: /etc/app.json');
    expect(line(['e', 'a', 'c', 'b', 'd'])).toBe('COPY files / # from-scratch: /a, /b, /c, 2 more');
    const directory = layersOf('', { filesFor: () => [directoryAt('data', 0o700, 5, 5)] });
    expect(directory[1]?.createdBy).toBe('COPY files / # from-scratch: /data');
  });

  test('leave out of the kit what files put in its place', () => {
    const layers = layersOf('', { filesFor: () => [fileAt('etc/passwd', 'mine', 0o600)] });
    expect(shown(layers)).toEqual([
      'kit: etc/group 644 0:0, tmp 1777 0:0',
      'files: etc/passwd 600 0:0',
      'binary: app 755 0:0',
    ]);
  });

  test('know what lies below them, so that parents keep their modes', () => {
    const layers = layersOf('path: /srv/app', { filesFor: () => [directoryAt('srv', 0o700, 5, 5)] });
    expect(layers.at(-1)?.lower.map(({ path }) => path)).toEqual(['etc/passwd', 'etc/group', 'tmp', 'srv']);
  });

  test('take the time that the user set, but for the kit', () => {
    const created = { seconds: 5, text: '1970-01-01T00:00:05Z', origin: 'created', mtime: 5 } as const;
    const layers = layersOf('workdir: /srv', { created });
    expect(layers.map(({ entries }) => entries.map(({ mtime }) => mtime))).toEqual([[0, 0, 0], [5], [5]]);
  });
});

describe('volumes and workdir', () => {
  test('are directories of the user', () => {
    expect(shown(layersOf('volumes: [/data, /var/lib/x]\nworkdir: /srv/work\nuser: 5:6')).at(1)).toBe(
      'files: data 755 5:6, var/lib/x 755 5:6, srv/work 755 5:6',
    );
  });

  test('belong to the default user where none is named', () => {
    expect(shown(layersOf('volumes: [/data]')).at(1)).toBe('files: data 755 65532:65532');
  });

  test('stay as they are where the kit has them or keeps its files', () => {
    expect(shown(layersOf('volumes: [/tmp]\nworkdir: /etc'))).toEqual([KIT, 'binary: app 755 0:0']);
  });

  test('stay as files say', () => {
    const text = 'volumes: [/data]\nfiles: [{ dst: /data, type: directory, mode: 0700, owner: "0:0" }]';
    expect(shown(layersOf(text, { filesFor: () => [directoryAt('data', 0o700)] })).at(1)).toBe('files: data 700 0:0');
  });

  test('become the user’s where a copy brought them along', () => {
    const text = 'workdir: /srv\nfiles: [{ src: static/, dst: /srv/ }]';
    const filesFor = () => [directoryAt('srv'), fileAt('srv/index.html')];
    expect(shown(layersOf(text, { filesFor })).at(1)).toBe('files: srv 755 65532:65532, srv/index.html 644 0:0');
  });

  test('may be where the binary lies', () => {
    expect(shown(layersOf('path: /srv/app\nworkdir: /srv')).slice(1)).toEqual([
      'files: srv 755 65532:65532',
      'binary: srv/app 755 0:0',
    ]);
  });
});

describe('a plan refuses', () => {
  test('a working directory at the place of the binary, and says what to write', () => {
    const plan = () => planImage(planRequest('workdir: /app'));
    expect(plan).toThrow('workdir: /app is taken, by the binary');
    expect(plan).toThrow(expect.objectContaining({ hint: expect.stringContaining('path: /app/app') }));
  });

  test('a file at the place of a volume, but no link', () => {
    const request = (entry: Entry) => planRequest('volumes: [/data]', { filesFor: () => [entry] });
    expect(() => planImage(request(fileAt('data')))).toThrow('files: /data is to be a directory');
    expect(() => planImage(request(linkAt('data', '/tmp')))).not.toThrow();
  });

  test('a file at the place of the binary', () => {
    expect(() => planImage(planRequest('', { filesFor: () => [fileAt('app')] }))).toThrow(
      'files: /app is taken, by the binary',
    );
    const named = planRequest('path: /x/app', { filesFor: () => [fileAt('x/app')] });
    expect(() => planImage(named)).toThrow('path: /x/app is taken, by a file of files');
  });

  test('a binary in place of a file of the kit', () => {
    expect(() => planImage(planRequest('path: /etc/passwd'))).toThrow(/\/etc\/passwd is taken, by a file of the kit/);
  });

  test('things below what is not a directory', () => {
    const filesFor = () => [fileAt('etc')];
    expect(() => planImage(planRequest('', { filesFor }))).toThrow(
      'files: /etc/passwd of the kit cannot lie below /etc, which is a file (files)',
    );
    const volumes = planRequest('volumes: [/app/data]');
    expect(() => planImage(volumes)).toThrow('volumes: /app/data cannot lie below /app, which is a file (the binary)');
    expect(() => planImage(planRequest('path: /etc/passwd/app'))).toThrow(/cannot lie below \/etc\/passwd/);
  });

  test('two binaries of one platform', () => {
    const binaries = [binaryOf('a/app'), binaryOf('b/app')];
    expect(() => planImage(planRequest('', { binaries }))).toThrow('a/app and b/app are both for linux/amd64');
  });

  test('platforms other than the list that guards them', () => {
    const platforms = ['linux/amd64', 'linux/arm64'].map(parsePlatform);
    const binaries = [binaryOf('app'), binaryOf('app', 'linux/s390x')];
    expect(() => planImage(planRequest('', { binaries, platforms }))).toThrow(
      'platforms: there is no binary for linux/arm64; found: linux/amd64, linux/s390x\n' +
        'platforms: app is for linux/s390x, which is not in the list (linux/amd64, linux/arm64)',
    );
    expect(() => planImage(planRequest('', { platforms: platforms.slice(0, 1) }))).not.toThrow();
  });
});

describe('several platforms', () => {
  const binaries = [binaryOf('dist/app_arm64', 'linux/arm64'), binaryOf('dist/app_amd64', 'linux/amd64')];

  test('come in the order of their names and share kit and files', () => {
    const plan = planImage(planRequest('volumes: [/data]', { binaries, filesFor: () => [fileAt('etc/motd')] }));
    const [amd64, arm64] = plan.platforms;
    expect(plan.platforms.map(({ platform }) => formatPlatform(platform))).toEqual(['linux/amd64', 'linux/arm64']);
    expect(amd64?.layers[0]).toBe(arm64?.layers[0]);
    expect(amd64?.layers[1]).toBe(arm64?.layers[1]);
    expect(amd64?.layers[2]).not.toBe(arm64?.layers[2]);
    expect(distinctLayers(plan).map(({ label }) => label)).toEqual([
      'kit',
      'files',
      'binary for linux/amd64',
      'binary for linux/arm64',
    ]);
  });

  test('with different files have different layers of files', () => {
    const filesFor = ({ architecture }: { architecture: string }) => [fileAt('plugin.so', architecture)];
    const [amd64, arm64] = planImage(planRequest('', { binaries, filesFor })).platforms;
    expect(amd64?.layers[0]).toBe(arm64?.layers[0]);
    expect(amd64?.layers[1]).not.toBe(arm64?.layers[1]);
  });

  test('with the same file on the disk share it, whoever opened it', () => {
    const onDisk = () => {
      const entry = fileAt('big');
      if (entry.type !== 'file') throw new Error('no file');
      const { bytes, ...content } = entry.content;
      return [{ ...entry, content: { ...content, path: '/elsewhere/big' } }];
    };
    const [amd64, arm64] = planImage(planRequest('', { binaries, filesFor: onDisk })).platforms;
    expect(amd64?.layers[1]).toBe(arm64?.layers[1]);
  });

  test('that are different programs are warned about', () => {
    const different = [
      binaryOf('a', 'linux/amd64', goInfo('example.com/a')),
      binaryOf('b', 'linux/arm64', goInfo('example.com/b')),
    ];
    expect(planImage(planRequest('path: /app', { binaries: different })).warnings).toEqual([
      'The binaries are different programs by their build information: a is example.com/a, b is example.com/b.',
    ]);
  });

  test('without plain amd64 are warned about', () => {
    const { warnings } = planImage(planRequest('', { binaries: [binaryOf('app', 'linux/amd64/v3')] }));
    expect(warnings).toEqual([expect.stringContaining('No runtime asks for linux/amd64/v3')]);
  });
});

describe('the program that an image runs', () => {
  const filesFor = () => [
    fileAt('usr/local/bin/tool', 'x', 0o755),
    fileAt('etc/plain'),
    linkAt('bin', 'usr/local/bin'),
    linkAt('loop', '/loop'),
  ];

  test.each([
    'entrypoint: [/app]',
    'entrypoint: [app]\nenv: { PATH: / }',
    'entrypoint: [tool]',
    'entrypoint: [/bin/tool, x]',
    'entrypoint: [./app]',
    'entrypoint: [../bin/tool]\nworkdir: /srv',
    'entrypoint: []\ncmd: [/app]',
    'entrypoint: [/data/late]\nvolumes: [/data]',
  ])('is found: %j', (text) => {
    expect(() => planImage(planRequest(text, { filesFor }))).not.toThrow();
  });

  test.each([
    ['entrypoint: [/ap]', 'its program "/ap" is not in it', 'Did you mean /app?'],
    ['entrypoint: /app serve', 'its program "/app serve" is not in it', 'A text is one argument'],
    ['entrypoint: [sh, -c, x]', 'its program "sh" is not in it', 'A scratch image has no shell'],
    ['entrypoint: [/tmp]', 'its program "/tmp" is a directory', 'The binary is at /app'],
    ['entrypoint: [/etc/plain]', 'has no mode that would let anyone run it', 'The binary is at /app'],
    ['entrypoint: [/loop]', 'its program "/loop" is not in it', ''],
    [
      'entrypoint: []\ncmd: [/ap]',
      'cmd: the image could not start, its program "/ap" is not in it',
      'Did you mean /app?',
    ],
    ['entrypoint: [/app/x]', 'its program "/app/x" is not in it', ''],
    ['entrypoint: []', 'entrypoint: is an empty list', 'Leave out entrypoint to run /app'],
  ])('is missing: %j', (text, message, hint) => {
    const plan = () => planImage(planRequest(text, { filesFor }));
    expect(plan).toThrow(message);
    expect(plan).toThrow(expect.objectContaining({ code: 'image', hint: expect.stringContaining(hint) }));
  });

  test('of a health check is only warned about', () => {
    const { warnings } = planImage(planRequest('healthcheck: { test: [CMD, /check] }'));
    expect(warnings).toEqual(['healthcheck: its program "/check" is not in it.']);
    expect(planImage(planRequest('healthcheck: { test: [NONE] }')).warnings).toEqual([]);
  });
});

test('ten thousand files for three platforms are planned in a second or so', () => {
  const entries = Array.from({ length: 10_000 }, (_, index) => fileAt(`srv/d${index % 100}/f${index}`));
  const binaries = ['linux/amd64', 'linux/arm64', 'linux/s390x'].map((platform) => binaryOf('app', platform));
  const before = process.cpuUsage();
  const { platforms } = planImage(planRequest('workdir: /srv', { binaries, filesFor: () => entries }));
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1e6).toBeLessThan(4);
  expect(new Set(platforms.map(({ layers }) => layers[1])).size).toBe(1);
});

test('a plan can be read', () => {
  const text = describePlan(planImage(planRequest('cmd: [serve]', { kit: SMALL_KIT })));
  expect(text).toEqual([
    'linux/amd64: dist/app -> /app, static, runs ["/app","serve"] as 65532:65532',
    'layer kit: 3 entries, 19 bytes',
    'layer binary for linux/amd64: 1 entry, 16 bytes',
    'users: included, since every image has them',
    'tmp: included, since every image has it',
    'certificates: not included, since it names none',
    'created 1970-01-01T00:00:00Z (nothing)',
  ]);
});
