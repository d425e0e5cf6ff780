import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { describe, expect, test } from '@jest/globals';

const SRC = join(import.meta.dirname, '../src');

interface Rule {
  /** Folders of src whose code may run here. */
  readonly folders: readonly string[];
  /** Folders of which only types may be named here. */
  readonly types?: readonly string[];
  readonly packages: readonly string[] | 'any';
}

const ALL = [
  'oci',
  'attest',
  'files',
  'config',
  'binary',
  'rootfs',
  'layer',
  'image',
  'dockerfile',
  'stage',
  'registry',
  'publish',
  'credentials',
  'layout',
  'inputs',
  'report',
  'runner',
  'cli',
];

/** What each folder may import; `errors`, `printable`, `quantities`, `edit-distance`, `free-memory`, `version` and the types of `ports` and `source-context` are everybody's. */
const RULES: Readonly<Record<string, Rule>> = {
  oci: { folders: [], packages: ['node:crypto'] },
  // Knows no registry: it is handed a way to send requests, and hands back bytes.
  attest: {
    folders: ['oci'],
    types: ['binary'],
    packages: ['@sigstore/bundle', '@sigstore/core', 'tweetnacl', 'p-limit', 'node:crypto', 'node:util'],
  },
  files: {
    folders: [],
    packages: [
      'node:fs',
      'node:fs/promises',
      'node:path',
      'node:crypto',
      'node:os',
      'node:stream/promises',
      'node:zlib',
      'tinyglobby',
    ],
  },
  config: { folders: ['oci'], types: ['attest', 'rootfs'], packages: ['yaml'] },
  binary: { folders: ['oci'], types: ['files'], packages: ['node:zlib'] },
  rootfs: { folders: [], types: ['files'], packages: ['tar-stream'] },
  layer: {
    folders: ['oci'],
    types: ['files', 'rootfs'],
    packages: [
      'node:zlib',
      'node:worker_threads',
      'node:crypto',
      'node:fs',
      'node:fs/promises',
      'node:os',
      'node:path',
      'node:v8',
    ],
  },
  image: {
    folders: ['oci', 'binary', 'rootfs', 'config', 'files'],
    types: ['layer'],
    packages: ['node:crypto', 'node:path', 'node:zlib'],
  },
  dockerfile: { folders: ['oci', 'config'], packages: ['node:path'] },
  stage: { folders: ['dockerfile', 'config', 'files', 'rootfs'], packages: ['node:path', 'node:util', 'node:zlib'] },
  registry: {
    folders: ['oci'],
    packages: ['undici', 'p-limit', 'node:dns', 'node:net', 'node:tls', 'node:zlib'],
  },
  publish: { folders: ['oci', 'image', 'layer', 'registry'], packages: ['semver'] },
  credentials: {
    folders: [],
    types: ['config', 'oci', 'registry'],
    packages: ['node:fs', 'node:os', 'node:path', 'node:tls'],
  },
  layout: {
    folders: ['oci'],
    types: ['image', 'layer'],
    packages: ['node:fs/promises', 'node:path', 'node:crypto', 'tar-stream'],
  },
  // Where data enters: what was asked, whoever asks.
  inputs: {
    folders: ['oci', 'config', 'dockerfile', 'files'],
    types: ['attest', 'credentials', 'layer', 'publish'],
    packages: ['node:fs', 'node:fs/promises', 'node:path'],
  },
  // Where data leaves.
  report: {
    folders: ['oci', 'files'],
    types: ['attest', 'binary', 'credentials', 'image', 'publish', 'registry', 'rootfs'],
    packages: ['node:fs', 'node:fs/promises'],
  },
  // The only edge to a GitHub runner.
  runner: {
    folders: [],
    types: ['report'],
    packages: ['@actions/core', 'node:child_process', 'node:events', 'node:fs', 'node:path'],
  },
  // A terminal or another CI system; what belongs to GitHub's runner never meets it.
  cli: {
    folders: ['config', 'credentials', 'inputs', 'report'],
    packages: ['node:fs/promises', 'node:util', 'yaml'],
  },
  // The runs that join the stages; nobody imports them.
  run: { folders: ALL, packages: 'any' },
  '': { folders: [...ALL, 'run'], packages: 'any' },
};

/** The floors of a room: each folder may import those before it, and itself; '' stands for the files beside the folders. */
const FLOORS: Readonly<Record<string, readonly string[]>> = {
  registry: ['protocol', 'http', 'errors', 'auth', 'client', 'upload', ''],
  publish: ['remote', 'tags', 'delivery', 'referrers', '', 'merge'],
};
/** Types that every floor of their room may name. */
const FLOOR_TYPES = new Set(['registry/api.ts', 'publish/publish-report.ts']);

const SHARED = new Set([
  'edit-distance.ts',
  'errors.ts',
  'failure-text.ts',
  'free-memory.ts',
  'printable.ts',
  'quantities.ts',
  'version.ts',
]);
const SHARED_TYPES = new Set(['caller.ts', 'ports.ts', 'source-context.ts']);

const FILES = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => name.split(sep).join('/'))
  .sort();

interface Import {
  readonly specifier: string;
  readonly typeOnly: boolean;
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(SRC, file), 'utf8');
  const statements = [...text.matchAll(/^(?:import|export)\s+(type\s)?[^;'"]*?from\s+'([^']+)'/gm)];
  const bare = [...text.matchAll(/^import\s+'([^']+)'/gm)].map(([, specifier = '']) => ({
    specifier,
    typeOnly: false,
  }));
  const dynamic = [...text.matchAll(/(?<!(?:typeof|:) )\bimport\(\s*'([^']+)'\s*\)(?!\.[A-Z])/g)].map(
    ([, specifier = '']) => ({
      specifier,
      typeOnly: false,
    }),
  );
  return [
    ...statements.map(([, type, specifier = '']) => ({ specifier, typeOnly: type !== undefined })),
    ...bare,
    ...dynamic,
  ];
}

function folderOf(file: string): string {
  return file.includes('/') ? (file.split('/')[0] ?? '') : '';
}

/** One function of a package is that package; Node's own modules are told apart by their whole name. */
function packageOf(specifier: string): string {
  if (specifier.startsWith('node:')) return specifier;
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

/** The file of src that an import names, as a path from there. */
function targetOf(file: string, specifier: string): string {
  return relative(SRC, join(SRC, dirname(file), specifier))
    .split(sep)
    .join('/');
}

/** The folder of src or the package that an import is from. */
function sourceOf(file: string, specifier: string): string {
  return specifier.startsWith('.') ? folderOf(targetOf(file, specifier)) : packageOf(specifier);
}

function violation(file: string, { specifier, typeOnly }: Import): string | undefined {
  const rule = RULES[folderOf(file)];
  if (rule === undefined) return `${file}: its folder has no rule`;
  if (!specifier.startsWith('.')) {
    const allowed = rule.packages === 'any' || rule.packages.includes(packageOf(specifier)) || typeOnly;
    return allowed ? undefined : `${file} imports the package ${specifier}`;
  }
  const target = targetOf(file, specifier);
  const folder = folderOf(target);
  if (SHARED.has(target) || folder === folderOf(file)) return undefined;
  if (SHARED_TYPES.has(target)) return typeOnly ? undefined : `${file} imports values of ${target}`;
  if (rule.folders.includes(folder) || (typeOnly && rule.types?.includes(folder))) return undefined;
  return `${file} imports ${target}${typeOnly ? ' as a type' : ''}`;
}

describe('the architecture', () => {
  test('every import keeps to the table of folders', () => {
    const violations = FILES.flatMap((file) => importsOf(file).flatMap((found) => violation(file, found) ?? []));
    expect(violations).toEqual([]);
  });

  test('no folder has a right to import that it does not use', () => {
    const unused = Object.entries(RULES).flatMap(([folder, { folders, types = [], packages }]) => {
      if (packages === 'any') return [];
      const imports = FILES.filter((file) => folderOf(file) === folder).flatMap((file) =>
        importsOf(file).map(({ specifier, typeOnly }) => ({ typeOnly, from: sourceOf(file, specifier) })),
      );
      const values = new Set(imports.filter(({ typeOnly }) => !typeOnly).map(({ from }) => from));
      const named = new Set(imports.map(({ from }) => from));
      return [
        ...[...folders, ...packages].filter((right) => !values.has(right)),
        ...types.filter((right) => !named.has(right) || values.has(right)),
      ].map((right) => `${folder} does not import ${right}`);
    });
    expect(unused).toEqual([]);
  });

  test.each(Object.entries(FLOORS))('the floors of %s import only those below them', (room, floors) => {
    const floorOf = (file: string) => floors.indexOf(file.split('/').length > 2 ? (file.split('/')[1] ?? '') : '');
    const within = FILES.filter((file) => folderOf(file) === room);
    const violations = within.flatMap((file) =>
      importsOf(file).flatMap(({ specifier, typeOnly }) => {
        if (!specifier.startsWith('.')) return [];
        const target = targetOf(file, specifier);
        if (folderOf(target) !== room || (typeOnly && FLOOR_TYPES.has(target))) return [];
        return floorOf(target) > floorOf(file) || floorOf(target) === -1 ? [`${file} imports ${target}`] : [];
      }),
    );
    expect(violations).toEqual([]);
  });

  test('the proof of credentials is opened by who masks it and who shows it, and by nobody on the way', () => {
    const opening = FILES.filter((file) => /\.reveal\(/.test(readFileSync(join(SRC, file), 'utf8')));
    expect(opening).toEqual([
      'credentials/resolve-credentials.ts',
      'credentials/sealed-credentials.ts',
      'registry/auth/authenticator.ts',
      'registry/auth/token-client.ts',
    ]);
  });

  test('what a target shows is read by who sends it, and by the authenticator, which compares', () => {
    const reading = FILES.filter((file) =>
      /(?<!http)\.secret\b(?!\()|\{ secret \}/.test(readFileSync(join(SRC, file), 'utf8')),
    );
    expect(reading).toEqual([
      'registry/auth/authenticator.ts',
      'registry/http/origin.ts',
      'registry/http/transport.ts',
    ]);
  });

  test('nobody imports the starting points', () => {
    const starting = FILES.filter((file) => folderOf(file) !== '').flatMap((file) =>
      importsOf(file).filter(
        ({ specifier }) => /\/(run|main)\.ts$/.test(specifier) && /^(\.\.\/)+(run|main)\.ts$/.test(specifier),
      ),
    );
    expect(starting).toEqual([]);
  });

  test("the command never loads what belongs to GitHub's runner", () => {
    const reached = new Set<string>(['cli.ts']);
    for (const file of reached) {
      for (const { specifier, typeOnly } of importsOf(file)) {
        if (typeOnly) continue;
        reached.add(specifier.startsWith('.') ? join(dirname(file), specifier).split(sep).join('/') : specifier);
        if (!specifier.startsWith('.')) reached.delete(specifier);
        expect(`${file}: ${specifier}`).not.toContain('@actions/');
      }
    }
    expect(reached).toContain('run.ts');
  });

  test('there are no barrels, no default exports and no folders for leftovers', () => {
    expect(FILES.filter((file) => /(^|\/)(index|utils?|helpers?|common|misc)\.ts$/.test(file))).toEqual([]);
    expect(FILES.filter((file) => /^export default/m.test(readFileSync(join(SRC, file), 'utf8')))).toEqual([]);
  });

  test('no file grows past 300 lines', () => {
    const long = FILES.map((file) => [file, readFileSync(join(SRC, file), 'utf8').split('\n').length] as const);
    expect(long.filter(([, lines]) => lines > 300)).toEqual([]);
  });

  test('only the edges read the environment, the wall clock or randomness by themselves', () => {
    const pure = FILES.filter((file) => !['', 'run', 'runner'].includes(folderOf(file)));
    const reading = pure.filter((file) =>
      /process\.env|Date\.now\(|Math\.random\(/.test(readFileSync(join(SRC, file), 'utf8')),
    );
    expect(reading).toEqual([]);
  });
});
