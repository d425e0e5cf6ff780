import { createHash } from 'node:crypto';
import { chmod, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { gunzipSync } from 'node:zlib';
import { extract } from 'tar-stream';
import { runtimeConfig } from '../../../src/image/runtime-config.ts';
import type { RandomFile } from '../../support/random-dockerfile.ts';
import { contentOf, type StageRun } from '../../support/stage-run.ts';
import { buildah } from './clients.ts';

/** Configuration and files as comparable text. */
export interface BuiltFacts {
  readonly config: Readonly<Record<string, string>>;
  /** `755 0:0 file <hash>` by path. */
  readonly files: Readonly<Record<string, string>>;
}

const CONFIG_FIELDS = [
  'User',
  'ExposedPorts',
  'Env',
  'Entrypoint',
  'Cmd',
  'Volumes',
  'WorkingDir',
  'Labels',
  'StopSignal',
  'Healthcheck',
];

/** Builds with buildah and reads the image from its bytes. */
export async function buildWithBuildah(
  folder: string,
  {
    context,
    stages,
    dockerfile,
    buildArgs,
  }: {
    context: string;
    stages: Readonly<Record<string, string>>;
    dockerfile: string;
    buildArgs: Readonly<Record<string, string>>;
  },
): Promise<BuiltFacts> {
  const args = Object.entries(buildArgs).flatMap(([name, value]) => ['--build-arg', `${name}=${value}`]);
  const flags = [
    '--format',
    'docker',
    '--isolation',
    'chroot',
    '--identity-label=false',
    '--layers=false',
    '--platform',
    'linux/amd64',
  ];
  const image = join(folder, 'image');
  await buildah(
    folder,
    'build',
    '-q',
    ...flags,
    ...args,
    ...Object.entries(stages).flatMap(([name, path]) => ['--build-context', `${name}=${path}`]),
    '-f',
    dockerfile,
    '-t',
    `dir:${image}`,
    context,
  );
  const manifest = JSON.parse(await readFile(join(image, 'manifest.json'), 'utf8')) as {
    config: { digest: string };
    layers: { digest: string }[];
  };
  const blob = (digest: string) => readFile(join(image, digest.slice('sha256:'.length)));
  const { config } = JSON.parse((await blob(manifest.config.digest)).toString()) as { config: Record<string, unknown> };
  const files: Record<string, string> = {};
  for (const { digest } of manifest.layers) Object.assign(files, await filesIn(await blob(digest)));
  return { config: comparable(config), files };
}

async function filesIn(layer: Buffer): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  const hashes = new Map<string, string>();
  const reader = extract();
  reader.on('entry', ({ name, type, mode = 0, uid = 0, gid = 0, linkname }, content, next) => {
    const path = name.replace(/^\.?\/|\/$/g, '');
    const hash = createHash('sha256');
    content.on('data', (piece) => hash.update(piece as Buffer));
    content.on('end', () => {
      const digest = type === 'link' ? (hashes.get(linkname ?? '') ?? '') : hash.digest('hex').slice(0, 12);
      hashes.set(path, digest);
      const what = type === 'symlink' ? `link ${linkname}` : type === 'directory' ? 'directory' : `file ${digest}`;
      if (path !== '') files[path] = `${type === 'symlink' ? '' : (mode & 0o7777).toString(8)} ${uid}:${gid} ${what}`;
      next();
    });
  });
  await pipeline(Readable.from([layer[0] === 0x1f ? gunzipSync(layer) : layer]), reader);
  return files;
}

/** What our own reading gives. */
export async function ourFacts({ block, entries }: StageRun): Promise<BuiltFacts> {
  const files: Record<string, string> = {};
  for (const entry of entries) {
    const { path, mode, uid, gid } = entry;
    const digest =
      entry.type === 'file'
        ? createHash('sha256')
            .update(await contentOf(entry))
            .digest('hex')
            .slice(0, 12)
        : '';
    const what =
      entry.type === 'symlink' ? `link ${entry.target}` : entry.type === 'file' ? `file ${digest}` : 'directory';
    files[path] = `${entry.type === 'symlink' ? '' : mode.toString(8)} ${uid}:${gid} ${what}`;
  }
  return { config: comparable({ ...runtimeConfig(block, undefined, block.labels) }), files };
}

/** Docker writes `/` where nothing was said, buildah nothing; and PATH stands first, where buildah puts it to the end of a second stage. */
function comparable(config: Record<string, unknown>): Record<string, string> {
  const fields = CONFIG_FIELDS.map(
    (name) => [name, sorted(name === 'WorkingDir' ? config[name] || '/' : config[name])] as const,
  );
  return Object.fromEntries(fields.filter(([, text]) => !['undefined', 'null', '""', '[]', '{}'].includes(text)));
}

function sorted(value: unknown): string {
  if (Array.isArray(value) && value.some((item) => `${item}`.startsWith('PATH=')))
    return JSON.stringify(value.toSorted());
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return `${JSON.stringify(value)}`;
  return JSON.stringify(Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))));
}

/** Lays files out with exactly their modes, whatever the umask is. */
export async function layOut(root: string, files: readonly RandomFile[]): Promise<void> {
  for (const file of files) {
    const path = join(root, file.path);
    await mkdir(dirname(path), { recursive: true });
    if ('target' in file) await symlink(file.target, path);
    else if ('content' in file) await writeFile(path, file.content);
    else await mkdir(path, { recursive: true });
    if ('mode' in file) await chmod(path, file.mode);
  }
}
