import { describe, expect, test } from '@jest/globals';
import { describePlan, distinctLayers } from '../../src/image/describe-plan.ts';
import { askedKit } from '../../src/image/kit/asked-kit.ts';
import { planImage } from '../../src/image/plan.ts';
import type { LayerPlan } from '../../src/image/plan-layers.ts';
import { formatPlatform, parsePlatform } from '../../src/oci/platform.ts';
import type { Entry } from '../../src/rootfs/entry.ts';
import {
  binaryOf,
  blockOf,
  directoryAt,
  fileAt,
  goInfo,
  linkAt,
  planRequest,
  SMALL_KIT,
} from '../support/plan-values.ts';

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
    const layers = layersOf('path: /srv/app\nuser: 5:5', { filesFor: () => [directoryAt('srv', 0o700, 5, 5)] });
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

describe('an image of files alone', () => {
  const filesFor = () => [fileAt('manifests/app.yaml')];
  const plan = (text: string, platforms: string[] = []) =>
    planImage(planRequest(text, { binaries: [], platforms: platforms.map(parsePlatform), kit: EMPTY_KIT, filesFor }));

  test('has no program, starts nothing, and is for linux/amd64', () => {
    const { binaryPath, platforms } = plan('');
    expect(binaryPath).toBeUndefined();
    expect(platforms.map(({ platform, binary }) => [formatPlatform(platform), binary])).toEqual([
      ['linux/amd64', undefined],
    ]);
    expect(platforms[0]?.runtime).not.toHaveProperty('Entrypoint');
    expect(shown(platforms[0]?.layers ?? [])).toEqual(['files: manifests/app.yaml 644 0:0']);
    expect(describePlan(plan(''))[0]).toBe('linux/amd64: files, starts nothing');
  });

  test('is for the platforms that are asked for', () => {
    const { platforms } = plan('', ['linux/s390x', 'linux/arm64']);
    expect(platforms.map(({ platform }) => formatPlatform(platform))).toEqual(['linux/arm64', 'linux/s390x']);
  });

  test('may start a program that the files bring, and not one that they do not', () => {
    const starting = planRequest('entrypoint: [/run]', {
      binaries: [],
      filesFor: () => [fileAt('run', '#!/app', 0o755)],
    });
    expect(planImage(starting).platforms[0]?.runtime.Entrypoint).toEqual(['/run']);
    expect(() => plan('entrypoint: [/ran]')).toThrow('its program "/ran" is not in it');
  });

  test('has of the kit what is asked for', () => {
    const asked = (text: string) => {
      const { kit, tmp, accounts } = askedKit(blockOf(text));
      return { kit, tmp, accounts };
    };
    expect(asked('files: []')).toMatchObject({ kit: false });
    expect(asked('ca-certificates: true')).toEqual({ kit: true, tmp: false, accounts: false });
    expect(asked('users: [{ name: app, uid: 5 }]')).toEqual({ kit: true, tmp: false, accounts: true });
    expect(asked('kit: true')).toEqual({ kit: true, tmp: true });
  });
});

test('an empty entrypoint is an image that starts nothing, with the program in it', () => {
  const { platforms } = planImage(planRequest('entrypoint: []'));
  expect(platforms[0]?.runtime).not.toHaveProperty('Entrypoint');
  expect(shown(platforms[0]?.layers ?? []).at(-1)).toBe('binary: app 755 0:0');
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

describe('an image that cannot start is refused', () => {
  const tool = (path: string, mode = 0o755) => fileAt(path, 'x', mode);
  const plan = (text: string, entries: Entry[], changes: Parameters<typeof planRequest>[1] = {}) =>
    planImage(planRequest(text, { filesFor: () => entries, ...changes }));

  test.each<[string, string, Entry[]]>([
    [
      'lies in /opt, which user 65532:65532 may not enter (mode 0700, owner 0:0)',
      'path: /opt/app',
      [directoryAt('opt', 0o700)],
    ],
    ['may not be run by user 65532:65532 (mode 0700, owner 0:0)', 'binary: { mode: 0700 }', []],
    ['may not be run by user 7:8 (mode 0710, owner 5:6)', 'binary: { mode: 0710, owner: "5:6" }\nuser: 7:8', []],
    ['lies in /proc, where the runtime mounts', 'path: /proc/app', []],
    ['lies in /dev, where the runtime mounts', 'entrypoint: [/run/x]', [linkAt('run', '/dev'), tool('dev/x')]],
    ['/sys has to be a directory', 'cmd: [x]', [fileAt('sys')]],
    ['/proc has to be a directory', 'path: /proc', []],
    ['is a name alone, and PATH is empty', 'entrypoint: [app]\nenv: { PATH: "" }', []],
    ['through the entry "" of PATH', 'entrypoint: [app]\nenv: { PATH: ":/" }', []],
    ['through the entry "bin" of PATH', 'entrypoint: [tool]\nenv: { PATH: "bin:/bin" }', [tool('bin/tool')]],
    ['is not a directory', 'workdir: /link', [linkAt('link', '/etc/passwd')]],
    ['leads nowhere', 'workdir: /link', [linkAt('link', '/nothing')]],
    [
      'lies in /closed, which user 65532:65532 may not enter',
      'workdir: /closed/inner',
      [directoryAt('closed', 0o700), directoryAt('closed/inner')],
    ],
    ['lies in /proc', 'workdir: /proc/x', []],
    ['is longer than the 131072 bytes that Linux takes', `cmd: ["${'x'.repeat(131_072)}"]`, []],
  ])('%s', (message, text, entries) => {
    expect(() => plan(text, entries)).toThrow(message);
  });

  test.each<[string, Entry[]]>([
    ['path: /opt/app\nuser: 5:6', [directoryAt('opt', 0o710, 0, 6)]],
    ['path: /opt/app\nuser: root', [directoryAt('opt', 0o700, 5, 5)]],
    ['binary: { mode: 0700, owner: "65532" }', []],
    ['entrypoint: [app]\nenv: { PATH: ":/bin:/" }\nworkdir: /srv', []],
    ['workdir: /proc', []],
    ['workdir: /closed', [directoryAt('closed', 0o700, 65532, 0)]],
    ['volumes: [/closed]\nentrypoint: [/closed/x]', [directoryAt('closed', 0o700)]],
  ])('and one that can is not: %j', (text, entries) => {
    expect(() => plan(text, entries)).not.toThrow();
  });

  test('the program of a health check is judged alike, as a warning', () => {
    expect(plan('healthcheck: { test: [CMD, /check] }', [tool('check', 0o700)]).warnings).toEqual([
      'healthcheck: its program "/check" may not be run by user 65532:65532 (mode 0700, owner 0:0).',
    ]);
  });
});

describe('what stands for the platform', () => {
  const binaries = [binaryOf('a/app', 'linux/arm/v7'), binaryOf('b/app', 'linux/amd64')];
  const text = `
path: /opt/{{arch}}/app
workdir: /srv/{{platform}}
cmd: ["--on={{os}}", "{{other}}"]
env: { CPU: "{{arch}}{{variant}}", VERSION: "{{version}}", PATH: "$PATH:/opt", WAY: "\${PATH}" }
labels: { cpu: "{{arch}}" }
annotations: { note: "{{platform}}" }`;

  test('is filled in, for each platform', () => {
    const { platforms } = planImage(planRequest(text, { binaries, version: '1.2.3' }));
    const standard = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
    expect(platforms.map(({ runtime, annotations }) => [runtime, annotations.note])).toEqual([
      [expect.objectContaining({ Entrypoint: ['/opt/amd64/app'], WorkingDir: '/srv/linux/amd64' }), 'linux/amd64'],
      [expect.objectContaining({ Entrypoint: ['/opt/arm/app'], WorkingDir: '/srv/linux/arm/v7' }), 'linux/arm/v7'],
    ]);
    expect(platforms[1]?.runtime).toMatchObject({
      Cmd: ['--on=linux', '{{other}}'],
      Env: [`PATH=${standard}:/opt`, 'CPU=armv7', 'VERSION=1.2.3', `WAY=${standard}:/opt`],
      Labels: { cpu: 'arm' },
    });
  });

  test('what stays as it is written is warned about', () => {
    const { warnings } = planImage(
      planRequest('env: { A: "$HOME/x", B: "{{version}}", C: "5$", D: "{{nothing}}" }\nlabels: { l: "$X" }'),
    );
    expect(warnings).toEqual([
      'env: "$HOME" in A stays as it is written: nobody fills it in.',
      'env: "{{version}}" in B stays as it is written: there is no version.',
      'env: "{{nothing}}" in D stays as it is written: nobody fills it in.',
      'labels: "$X" in l stays as it is written: nobody fills it in.',
    ]);
  });

  test('a cmd with spaces is one argument, which a notice says', () => {
    expect(planImage(planRequest('cmd: serve all')).notices).toEqual([
      expect.stringContaining('cmd: "serve all" is one argument'),
    ]);
    expect(planImage(planRequest('cmd: [serve, all]')).notices).toEqual([]);
  });
});

test('a volume that is mounted as a file is not made as a directory', () => {
  const text = 'volumes: [/var/run/docker.sock, { path: /run/app.pid, create: false }, /data]';
  const { platforms } = planImage(planRequest(text));
  expect(shown(platforms[0]?.layers ?? []).at(1)).toBe('files: data 755 65532:65532');
  expect(Object.keys(platforms[0]?.runtime.Volumes ?? {})).toEqual(['/data', '/run/app.pid', '/var/run/docker.sock']);
});

test('mode, owner and capabilities of the binary are those of the block', () => {
  const { platforms } = planImage(planRequest('binary: { mode: 0750, owner: "0:65532", capabilities: cap_chown=+ep }'));
  expect(platforms[0]?.layers.at(-1)?.entries).toMatchObject([
    { path: 'app', mode: 0o750, uid: 0, gid: 65532, capabilities: { effective: true, permitted: [0] } },
  ]);
});

test('the binary inside of what is copied is one file', () => {
  const binary = binaryOf('rootfs/app');
  const copied = { ...fileAt('app', '', 0o700), uid: 5, content: binary.source } as Entry;
  const { platforms } = planImage(
    planRequest('user: "5"', { binaries: [binary], filesFor: () => [copied, fileAt('x')] }),
  );
  expect(shown(platforms[0]?.layers ?? []).slice(1)).toEqual(['files: x 644 0:0', 'binary: app 700 5:0']);
});
