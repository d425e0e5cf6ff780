import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { extract } from 'tar-stream';
import { crane } from './clients.ts';
import { output } from './process.ts';
import { temporaryFolder } from './temporary-folder.ts';

export interface FileFacts {
  readonly type: string;
  readonly mode: number;
  /** `uid:gid` */
  readonly owner: string;
  readonly size: number;
  /** Of a link. */
  readonly target: string;
}

/** What somebody who uses an image can tell about it. */
export interface ImageFacts {
  /** `config` of the image configuration. */
  readonly config: Readonly<Record<string, unknown>>;
  /** The root file system that a container gets, by path. */
  readonly files: ReadonlyMap<string, FileFacts>;
  /** Compressed sizes of the layers, from below. */
  readonly layers: readonly number[];
  readonly history: readonly { readonly created_by?: string; readonly empty_layer?: boolean }[];
}

/** https://github.com/opencontainers/image-spec/blob/main/config.md, and Docker's health check. Docker's format has more. */
const CONFIG_FIELDS = new Set(
  'User ExposedPorts Env Entrypoint Cmd Volumes WorkingDir Labels StopSignal Healthcheck'.split(' '),
);

/** Reads an image with a client that is not ours. */
export async function imageFacts(reference: string): Promise<ImageFacts> {
  const manifest = JSON.parse(await crane('manifest', '--platform', 'linux/amd64', reference)) as {
    layers: { size: number }[];
  };
  const configuration = JSON.parse(await crane('config', reference)) as Pick<ImageFacts, 'config' | 'history'>;
  return {
    config: Object.fromEntries(Object.entries(configuration.config).filter(saysSomething)),
    history: configuration.history,
    layers: manifest.layers.map(({ size }) => size),
    files: await filesOf(reference),
  };
}

/** Docker's format has every field of a container's configuration, most of them empty. */
function saysSomething([name, value]: [string, unknown]): boolean {
  return CONFIG_FIELDS.has(name) && !['""', '[]', '{}', 'null'].includes(JSON.stringify(value));
}

export function sum(sizes: Iterable<number>): number {
  let total = 0;
  for (const size of sizes) total += size;
  return total;
}

async function filesOf(reference: string): Promise<Map<string, FileFacts>> {
  const archive = join(await temporaryFolder('export'), 'rootfs.tar');
  await crane('export', reference, archive);
  const files = new Map<string, FileFacts>();
  const reader = extract();
  reader.on('entry', ({ name, type, mode = 0, uid = 0, gid = 0, size = 0, linkname }, content, next) => {
    const path = `/${name.replace(/^\.?\//, '').replace(/\/$/, '')}`;
    files.set(path, {
      type: type ?? 'file',
      mode: mode & 0o7777,
      owner: `${uid}:${gid}`,
      size,
      target: linkname ?? '',
    });
    content.on('end', next);
    content.resume();
  });
  await pipeline(createReadStream(archive), reader);
  return files;
}

/** How many bytes the layers have as tar files. */
export async function unpackedBytes(reference: string): Promise<number> {
  const manifest = JSON.parse(await crane('manifest', '--platform', 'linux/amd64', reference)) as {
    layers: { digest: string }[];
  };
  const repository = reference.slice(0, reference.lastIndexOf(':'));
  const sizes = manifest.layers.map(({ digest }) => gunzippedBytes(`${repository}@${digest}`));
  return sum(await Promise.all(sizes));
}

async function gunzippedBytes(blob: string): Promise<number> {
  return Number(await output('sh', ['-c', 'crane blob "$0" | gzip -dc | wc -c', blob]));
}
