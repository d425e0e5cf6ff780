import { lstat, realpath } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { ActionError, about } from '../errors.ts';
import type { FoundPath } from '../files/expand-paths.ts';
import { readText } from '../files/read-text.ts';
import { isInside } from '../files/workspace.ts';
import type { Platform } from '../oci/platform.ts';
import { printable } from '../printable.ts';
import {
  type ArtifactBinary,
  type ReleaseMetadata,
  readArtifacts,
  readReleaseMetadata,
} from './goreleaser-artifacts.ts';

/** A program's file with what is known of it before it is read. */
export interface BinaryFile extends FoundPath {
  /** That the file must be for; undefined = the file alone says it. */
  readonly stated: Platform | undefined;
  /** goreleaser's build ID; undefined = the file's name says it. */
  readonly id?: string;
}

/** What goreleaser has made. */
export interface Dist {
  readonly files: readonly BinaryFile[];
  readonly metadata: ReleaseMetadata;
  readonly notices: readonly string[];
}

/** Bytes. A release of a hundred programs has some hundred kilobytes. */
const LIMIT = 8 * 1024 * 1024;

/**
 * Reads what `goreleaser build` or `goreleaser release` left.
 * @param artifacts its artifacts.json
 * @param workspace absolute
 * @param systems that are wanted beside Linux
 */
export async function readDist(artifacts: FoundPath, workspace: string, systems: readonly string[]): Promise<Dist> {
  const text = await readText(artifacts.name, artifacts.path, LIMIT).catch((thrown) => {
    throw about('binary', thrown);
  });
  const { binaries, otherSystems, leftOut } = readArtifacts(text, artifacts.name, ['linux', ...systems]);
  if (binaries.length === 0) throw noBinary(artifacts.name, otherSystems);
  const files: BinaryFile[] = [];
  for (const binary of binaries) files.push(await locate(binary, artifacts, workspace));
  return { files, metadata: await readMetadata(artifacts), notices: noticesOf(artifacts.name, otherSystems, leftOut) };
}

function noBinary(name: string, otherSystems: readonly string[]): ActionError {
  const others = otherSystems.length === 0 ? '' : `; there are some for ${otherSystems.join(', ')}`;
  return new ActionError(
    'input',
    `binary: ${printable(name, 200)} lists no program for Linux${printable(others, 300)}`,
    {
      hint: 'Let goreleaser build with goos: [linux]; archives and packages alone hold nothing for an image.',
    },
  );
}

function noticesOf(name: string, otherSystems: readonly string[], leftOut: readonly string[]): string[] {
  const of = `binary: ${printable(name, 200)}:`;
  const notices: string[] = [];
  if (otherSystems.length > 0)
    notices.push(`${of} left out what is not for Linux: ${printable(otherSystems.join(', '), 300)}`);
  if (leftOut.length > 0)
    notices.push(`${of} left out, since another one is for the same platform: ${printable(leftOut.join(', '), 500)}`);
  return notices;
}

/** goreleaser writes it first; a dist that came from elsewhere may be without. */
async function readMetadata({ name, path }: FoundPath): Promise<ReleaseMetadata> {
  const beside = { name: join(dirname(name), 'metadata.json'), path: join(dirname(path), 'metadata.json') };
  if (!(await exists(beside.path))) return {};
  const text = await readText(beside.name, beside.path, LIMIT).catch((thrown) => {
    throw about('binary', thrown);
  });
  return readReleaseMetadata(text, beside.name);
}

/**
 * Paths are as they were where goreleaser ran, and the folder may have moved since: each is looked for in it, by the
 * longest end that is there, and then from the folders above it, up to the workspace.
 */
async function locate(binary: ArtifactBinary, artifacts: FoundPath, workspace: string): Promise<BinaryFile> {
  const folder = dirname(artifacts.path);
  const candidates = [...endsIn(folder, binary.path), ...above(folder, workspace).map((one) => join(one, binary.path))];
  for (const path of candidates) {
    if (!(await exists(path))) continue;
    await assertWithin(path, binary.path, folder, workspace);
    const name = join(dirname(artifacts.name), relative(folder, path));
    return { name, path, stated: stated(binary.platform), id: binary.id };
  }
  throw new ActionError(
    'file',
    `binary: ${printable(artifacts.name, 200)} lists ${printable(binary.path, 200)}, which is not there`,
    {
      hint: 'Bring the whole folder that goreleaser made, and not artifacts.json alone; upload-artifact keeps what is in it.',
    },
  );
}

/** `dist/app_linux_amd64_v1/app` of a folder that is called otherwise now. */
function endsIn(folder: string, path: string): string[] {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  return parts.slice(0, 64).map((_, index) => join(folder, ...parts.slice(index)));
}

function above(folder: string, workspace: string): string[] {
  const root = resolve(workspace);
  const folders: string[] = [];
  for (let at = dirname(folder); isInside(root, at) && folders.length < 64; at = dirname(at)) {
    folders.push(at);
    if (at === root) break;
  }
  return folders;
}

/** Whoever writes artifacts.json must not reach what is elsewhere on the machine, links included. */
async function assertWithin(path: string, written: string, folder: string, workspace: string): Promise<void> {
  const [real, ...allowed] = await Promise.all([path, folder, workspace].map((one) => realpath(one).catch(() => '')));
  if (real !== undefined && real !== '' && allowed.some((one) => one !== '' && isInside(one, real))) return;
  throw new ActionError(
    'file',
    `binary: ${printable(written, 200)} in artifacts.json is a link that leads out of the workspace`,
    {
      hint: 'Name the program itself in binary, if that is meant.',
    },
  );
}

/** Of ARM without a version the file knows more. */
function stated(platform: Platform): Platform | undefined {
  return platform.architecture === 'arm' && platform.variant === undefined ? undefined : platform;
}

function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
