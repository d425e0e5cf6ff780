import { describe, expect, test } from '@jest/globals';
import { readConfigBlock } from '../../src/config/read-config-block.ts';
import { configProblems } from '../support/config-problems.ts';

const DEFAULTS = {
  env: {},
  expose: [],
  volumes: [],
  labels: {},
  annotations: {},
  kit: true,
  users: [],
  tmp: true,
  caCertificates: 'auto',
  timeZones: 'auto',
  nsswitch: 'auto',
  files: [],
  positions: {},
};

describe('the config block', () => {
  test.each(['', '\n\n', '# nothing\n', '---\n', '{}', '~', 'null', 'user:\ncmd: ~\n'])(
    '%j is all defaults',
    (text) => {
      expect(readConfigBlock(text, 'config')).toEqual({ ...DEFAULTS, positions: expect.any(Object) });
    },
  );

  test('every key of the interface is read', () => {
    const text = `
path: /app
entrypoint: [/app]
cmd: [serve]
user: 65532:65532
workdir: /srv/
env: { TZ: UTC }
expose: [8080, 53/udp]
volumes: [/data]
labels: { org.opencontainers.image.title: My app }
annotations: {}
stop-signal: SIGTERM
healthcheck: { test: [CMD, /app, health],
               interval: 30s, timeout: 3s, start-period: 5s, start-interval: 1s, retries: 3 }
kit: true
users: [{ name: app, uid: 1001, gid: 1001, home: / }]
tmp: true
ca-certificates: [public, corp.pem]
time-zones: [Europe/Zurich]
nsswitch: true
files:
  - { src: config.yaml, dst: /etc/app/config.yaml, mode: 0644, owner: "1001:1001" }
  - { src: static/,  dst: /srv/static/ }
  - { src: "plugins/{{arch}}/x.so", dst: /plugins/x.so }
  - { dst: /etc/motd, content: "hello\\n" }
  - { dst: /data, type: directory, mode: 0750, owner: "65532:65532" }
  - { dst: /bin/tool, type: symlink, target: /app }
`;
    const at = (line: number) => ({ document: 'app.yaml', line, column: 5 });
    const { positions, ...block } = readConfigBlock(text, 'app.yaml');
    expect(positions['stop-signal']).toEqual({ document: 'app.yaml', line: 12, column: 1 });
    expect(block).toEqual({
      path: '/app',
      entrypoint: ['/app'],
      cmd: ['serve'],
      user: { user: 65532, group: 65532 },
      workdir: '/srv',
      env: { TZ: 'UTC' },
      expose: ['8080/tcp', '53/udp'],
      volumes: ['/data'],
      labels: { 'org.opencontainers.image.title': 'My app' },
      annotations: {},
      stopSignal: 'SIGTERM',
      healthcheck: {
        Test: ['CMD', '/app', 'health'],
        Interval: 30e9,
        Timeout: 3e9,
        StartPeriod: 5e9,
        StartInterval: 1e9,
        Retries: 3,
      },
      kit: true,
      users: [{ name: 'app', uid: 1001, gid: 1001, home: '/' }],
      tmp: true,
      caCertificates: ['public', 'corp.pem'],
      timeZones: ['Europe/Zurich'],
      nsswitch: true,
      files: [
        {
          type: 'copy',
          src: 'config.yaml',
          dst: '/etc/app/config.yaml',
          mode: 0o644,
          owner: { user: 1001, group: 1001 },
          position: at(22),
        },
        { type: 'copy', src: 'static/', dst: '/srv/static/', position: at(23) },
        { type: 'copy', src: 'plugins/{{arch}}/x.so', dst: '/plugins/x.so', position: at(24) },
        { type: 'text', content: 'hello\n', dst: '/etc/motd', position: at(25) },
        { type: 'directory', dst: '/data', mode: 0o750, owner: { user: 65532, group: 65532 }, position: at(26) },
        { type: 'symlink', dst: '/bin/tool', target: '/app', position: at(27) },
      ],
    });
  });

  test('JSON is read as well, with tabs and escapes', () => {
    const text = '{\n\t"user": "root",\n\t"env": {"A": "\\ud83d\\ude00\\/"},\n\t"expose": [80]\n}';
    expect(readConfigBlock(text, 'config')).toEqual({
      ...DEFAULTS,
      user: { user: 'root' },
      env: { A: '😀/' },
      expose: ['80/tcp'],
      positions: expect.any(Object),
    });
  });

  test('texts of env and labels stay as they were written', () => {
    const text = 'env: { A: 1.10, B: true, C: 0644, D: null, E: , F: "1.0", G: 2001-01-01, H: 1e3 }\nlabels: [v=1.10]';
    expect(readConfigBlock(text, 'config')).toMatchObject({
      env: { A: '1.10', B: 'true', C: '0644', D: 'null', E: '', F: '1.0', G: '2001-01-01', H: '1e3' },
      labels: { v: '1.10' },
    });
  });

  test('a YAML 1.1 directive does not change what is read', () => {
    expect(readConfigBlock('%YAML 1.1\n---\nenv: { A: yes, B: 0644 }', 'config').env).toEqual({ A: 'yes', B: '0644' });
  });

  test('a text as entrypoint or command is one argument', () => {
    expect(readConfigBlock('entrypoint: /app serve\ncmd: ""', 'config').entrypoint).toEqual(['/app serve']);
  });

  test('anchors and aliases are followed', () => {
    const text = 'labels: &all { a: 1 }\nannotations: *all';
    expect(readConfigBlock(text, 'config').annotations).toEqual({ a: '1' });
  });

  test('every problem is told at once, in the order of the text', () => {
    expect(configProblems('usr: root\nexpose: [99999]\nfiles:\n  - { dst: etc }\n  - 5\n')).toEqual([
      'config:1:1: unknown key "usr"; did you mean "user"?',
      expect.stringMatching(/^config:2:10: expose\[0\]: "99999" is not a port/),
      expect.stringMatching(/^config:4:5: files\[0\]: src, content or type is missing/),
      expect.stringMatching(/^config:4:12: files\[0\]\.dst: "etc" is not absolute/),
      'config:5:5: files[1]: expected a map, not a single value',
    ]);
  });

  test.each([
    ['usr: x', 'config:1:1: unknown key "usr"; did you mean "user"?'],
    ['kitt: x', 'did you mean "kit"?'],
    ['a: 1', 'the keys are path, binary, entrypoint'],
    ['user: root\nuser: b', 'config:2:1: user: the key "user" appears here twice; the first is in line 1'],
    ['- a', 'config:1:1: expected keys with values'],
    ['hello', 'config:1:1: expected keys with values'],
    ['a:\n\tb: 1', 'config:2:1: a tab in the indentation'],
    ['user: root\n---\nuser: x', 'config:2:1: a second YAML document'],
    ['user: *who', 'config:1:7: user: this alias'],
    ['env: { A: !!int 5 }', 'config:1:11: tags'],
    ['env: { <<: { A: b } }', 'merge keys'],
    ['cmd: "a', 'closing quote'],
    ['cmd: a: b', 'two keys on one line'],
    ['env: { [a]: b }', 'a key must be a text'],
    ['env: { A: [b] }', 'config:1:11: env.A: expected a single value, not a list'],
    ['env: { A: "\\ud800" }', 'half a character'],
    ['env: { A: "\\0" }', 'NUL'],
    ['kit: false\ntmp: true', 'config:2:1: tmp: has no effect with kit: false'],
    ['environment: { A: b }', 'unknown key "environment"; did you mean "env"?'],
    ['files: [{ source: a, dst: /a }]', 'unknown key "source"; did you mean "src"?'],
    ['constructor: 1', 'unknown key "constructor"; the keys are'],
    ['__proto__: 1', 'unknown key "__proto__"; the keys are'],
    [`x: ${'['.repeat(200)}`, 'nested more than 100 levels'],
    [`env: { A: ${'x'.repeat(300_000)} }`, 'characters; 262144 are the most'],
  ])('case %# is refused: %s', (text, sentence) => {
    expect(configProblems(text)).toEqual([expect.stringContaining(sentence)]);
  });

  test('aliases that double are stopped', () => {
    const lines = ['a: &a0 [x, x]'];
    for (let index = 1; index < 30; index += 1) lines.push(`k${index}: &a${index} [*a${index - 1}, *a${index - 1}]`);
    expect(configProblems(lines.join('\n'))[0]).toContain('more than 100000 values');
  });

  test('a long text that aliases repeat is stopped', () => {
    const text = `env: { A: &a ${'x'.repeat(100_000)} }\nlabels: [${Array(20).fill('*a').join(', ')}]`;
    expect(configProblems(text)).toEqual([expect.stringContaining('more than 1048576 characters')]);
  });

  test('a variable may be called __proto__', () => {
    const { env } = readConfigBlock('env: { __proto__: x }', 'config');
    expect(Object.entries(env)).toEqual([['__proto__', 'x']]);
  });

  test('an alias inside of itself is stopped', () => {
    expect(configProblems('cmd: &a [*a, *a]').length).toBeGreaterThan(0);
  });

  test('many problems are cut', () => {
    const problems = configProblems(Array.from({ length: 200 }, (_, index) => `zz${index}: 1`).join('\n'));
    expect(problems).toHaveLength(51);
    expect(problems.at(-1)).toBe('and 150 more');
  });

  test('text from the document cannot issue a command of the runner', () => {
    const problems = configProblems('"::error::x\\n::add-mask::": 1\nuser: "##[error]"');
    expect(problems.join('\n')).not.toMatch(/::|##\[/);
    expect(problems).toHaveLength(2);
  });
});
