import type { Random } from '../../src/ports.ts';

/** A file, a directory or a link on the disk, from which an instruction may copy. */
export type RandomFile =
  | { readonly path: string; readonly content: string; readonly mode: number }
  | { readonly path: string; readonly mode: number }
  | { readonly path: string; readonly target: string };

export interface RandomBuild {
  readonly dockerfile: string;
  /** Of the build context. */
  readonly context: readonly RandomFile[];
  /** Of the stage `builder`. */
  readonly stage: readonly RandomFile[];
  readonly buildArgs: Readonly<Record<string, string>>;
}

/** What every build has to copy from, so that an instruction can be written without looking. */
const FILES: readonly RandomFile[] = [
  { path: 'app', content: '#!/bin/none\napp\n', mode: 0o755 },
  { path: 'app-amd64', content: '#!/bin/none\namd64\n', mode: 0o750 },
  { path: 'conf.json', content: '{"a":1}\n', mode: 0o640 },
  { path: 'conf.yaml', content: 'a: 1\n', mode: 0o644 },
  { path: 'a b.txt', content: 'blank\n', mode: 0o600 },
  { path: 'static', mode: 0o750 },
  { path: 'static/index.html', content: '<p>\n', mode: 0o644 },
  { path: 'static/css', mode: 0o700 },
  { path: 'static/css/site.css', content: 'p {}\n', mode: 0o604 },
  { path: 'static/empty', mode: 0o711 },
  { path: 'static/latest', target: 'index.html' },
  { path: 'static/away', target: '/etc/hostname' },
  { path: 'other', mode: 0o755 },
  { path: 'other/index.html', content: '<b>\n', mode: 0o666 },
  { path: 'other/css', mode: 0o755 },
  { path: 'other/css/more.css', content: 'b {}\n', mode: 0o644 },
  { path: 'other/css/deep', mode: 0o777 },
  { path: 'other/css/deep/x', content: '', mode: 0o400 },
  { path: 'link-to-conf', target: 'conf.json' },
  { path: 'link-to-static', target: 'static' },
  { path: 'secret.txt', content: 'secret\n', mode: 0o600 },
  { path: 'docs', mode: 0o755 },
  { path: 'docs/a.md', content: 'a\n', mode: 0o644 },
  { path: 'docs/keep.md', content: 'keep\n', mode: 0o644 },
];

const IGNORES: readonly string[] = [
  'secret.txt',
  '*.yaml',
  '**/*.css',
  'docs\n!docs/keep.md',
  'static/css',
  '**\n!app\n!app-*\n!other\n!static/index.html',
  '# comment\n\n/docs/',
  'other/*/*.css',
];

const DIRECTORIES = ['/', '/srv/', '/srv', '/etc/app/', '/opt/x/y/', '.', './', 'rel/', '../up/', '/usr/bin/'];
const NAMES = ['/app', '/usr/bin/app', 'app', '/etc/app/conf', './tool', '/opt/x/y/z'];

class Generator {
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  below(limit: number): number {
    return Math.floor(this.#random() * limit);
  }

  chance(part: number): boolean {
    return this.#random() < part;
  }

  pick<T>(list: readonly [T, ...T[]] | readonly T[]): T {
    return list[this.below(list.length)] as T;
  }

  some(least: number, most: number, make: () => string): string[] {
    return Array.from({ length: least + this.below(most - least + 1) }, make);
  }
}

/** One random final stage with what it copies from. Only what buildah reads with BuildKit's meaning; the rest has tests of its own. */
export function randomBuild(random: Random): RandomBuild {
  const make = new Generator(random);
  const ignore = make.chance(0.4) ? make.some(1, 2, () => make.pick(IGNORES)).join('\n') : '';
  const lines = ['ARG GLOBAL=from-global', 'FROM scratch AS first', ...instructions(make, 6)];
  if (make.chance(0.3)) lines.push('FROM first AS second', ...instructions(make, 4));
  lines.push(...ending(make));
  return {
    dockerfile: `${lines.join('\n')}\n`,
    context: [...FILES, ...(ignore === '' ? [] : [{ path: '.dockerignore', content: `${ignore}\n`, mode: 0o644 }])],
    stage: FILES,
    buildArgs: make.chance(0.5) ? { VERSION: `1.${make.below(9)}` } : {},
  };
}

function instructions(make: Generator, most: number): string[] {
  return [
    ...(make.chance(0.5) ? ['ARG VERSION=0.0', 'ARG GLOBAL', 'ARG TARGETARCH'] : []),
    ...make.some(2, most, () => instruction(make)),
  ];
}

function instruction(make: Generator): string {
  return make.pick([copy, copy, copy, copy, add, setting, setting, setting, workdir, workdir, user])(make);
}

function copy(make: Generator): string {
  const from = make.chance(0.4) ? '--from=builder ' : '';
  return `COPY ${shuffled(make, [from, chown(make), chmod(make)])}${sourcesAndTarget(make, from !== '')}`;
}

function add(make: Generator): string {
  return `ADD ${chown(make)}${sourcesAndTarget(make, false)}`;
}

function shuffled(make: Generator, parts: readonly string[]): string {
  return make.chance(0.5) ? parts.join('') : parts.toReversed().join('');
}

function chown(make: Generator): string {
  return make.chance(0.3) ? `--chown=${make.pick(['1001:1001', '0:5', '7', '1001:0'])} ` : '';
}

function chmod(make: Generator): string {
  return make.chance(0.15) ? `--chmod=${make.pick(['0644', '755', '700'])} ` : '';
}

/** From the context only what no `.dockerignore` of the list leaves out. */
function sourcesAndTarget(make: Generator, stage: boolean): string {
  const files = stage
    ? ['/app', 'conf.json', '/conf.yaml', 'link-to-conf', '/static/css/site.css', '/static/latest']
    : ['app', './app-amd64', '/app'];
  const folders = stage
    ? ['/static', 'static/', '/other/', 'link-to-static', '/docs']
    : ['other', './other/', '/other'];
  const patterns = stage ? ['/conf.*', '*.json', '/static/*.html', 'app*'] : ['app*', '/ap[p]', 'ap?'];
  const kind = make.below(6);
  if (kind === 0)
    return `${make.pick(files)} ${make.pick(files)} ${make.pick(DIRECTORIES.filter((path) => path.endsWith('/')))}`;
  if (kind === 1) return `${make.pick(patterns)} ${make.pick(DIRECTORIES.filter((path) => path.endsWith('/')))}`;
  if (kind === 2) return `${make.pick(folders)} ${make.pick(DIRECTORIES)}`;
  if (kind === 3)
    return JSON.stringify([make.pick(files), make.pick(DIRECTORIES.filter((path) => path.endsWith('/')))]);
  return `${make.pick(files)} ${make.pick(make.chance(0.5) ? NAMES : DIRECTORIES.filter((path) => path.endsWith('/')))}`;
}

const TEXTS = [
  'plain',
  '"two words"',
  "'single $VERSION'",
  '"$VERSION"',
  '$'.concat('{VERSION:-none}'),
  '$'.concat('{MISSING:+set}x'),
  'a\\ b',
  '"a\\"b"',
  '$GLOBAL-$TARGETARCH',
  '""',
];

function setting(make: Generator): string {
  const text = () => make.pick(TEXTS);
  const name = () => make.pick(['A', 'B_2', 'LOG']);
  return make.pick([
    () => `ENV ${make.some(1, 3, () => `${name()}=${text()}`).join(make.chance(0.3) ? ' \\\n    ' : ' ')}`,
    () => `ENV ${name()} some text`,
    () => 'ENV PATH=$PATH:/opt/x',
    () => `LABEL ${make.some(1, 3, () => `org.example.${make.pick(['a', 'b'])}=${text()}`).join(' ')}`,
    () => `EXPOSE ${make.some(1, 2, () => make.pick(['80', '53/udp', '443/tcp'])).join(' ')}`,
    () => `VOLUME ${make.pick(['/data', '["/data", "/more"]', '/a /b'])}`,
    () => `STOPSIGNAL ${make.pick(['SIGINT', 'SIGTERM', '9'])}`,
    () => `HEALTHCHECK ${make.pick(['', '--interval=30s ', '--timeout=3s --retries=3 '])}CMD ["/app", "health"]`,
    () => 'HEALTHCHECK NONE',
    () => '# a comment',
  ])();
}

function workdir(make: Generator): string {
  return `WORKDIR ${make.pick(['/srv', 'rel', '/opt/x', 'a/b', '/'])}`;
}

function user(make: Generator): string {
  return `USER ${make.pick(['1001:1001', '65532', '0', '1001:5'])}`;
}

function ending(make: Generator): string[] {
  const command = JSON.stringify(['/start', ...make.some(0, 2, () => make.pick(['serve', '--flag', 'a b']))]);
  return make.pick([
    [`ENTRYPOINT ${command}`],
    [`CMD ${command}`],
    [`ENTRYPOINT ${command}`, 'CMD ["x"]'],
    ['CMD ["y"]', `ENTRYPOINT ${command}`],
    [],
  ]);
}
