import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { printable } from '../printable.ts';

export const BLOBS = 'blobs/sha256';

/** What an OCI layout consists of, with the files that a run was writing when it was ended; a folder with anything else in it is somebody else's. */
const LAYOUT = /^(?:(?:oci-layout|index\.json)(?:\..*\.partial|\.partial)?|blobs)$/;
const BLOB = /^[0-9a-f]{64}(?:\..*)?$|\.partial$/;

/** https://github.com/opencontainers/image-spec/blob/main/annotations.md */
export const REF_NAME = 'org.opencontainers.image.ref.name';

/** Manifests and indexes are small; what is larger is not read for the sake of tidying up. */
const LARGEST_DOCUMENT = 4 * 1024 * 1024;
const DEEPEST = 4;

/**
 * Why a folder cannot be written to as a layout of one image, or undefined. The folder exists.
 * @param name the tag that it is to have
 */
export async function layoutFault(directory: string, name: string | undefined): Promise<string | undefined> {
  const names = await readdir(directory);
  const foreign = names.find((one) => !LAYOUT.test(one));
  if (foreign !== undefined) return `holds something else (${printable(foreign, 100)}), which is not overwritten`;
  const link = await linkIn(directory);
  if (link !== undefined)
    return `has a symbolic link at ${link}: what it leads to is not this layout's alone, and is not touched`;
  if (names.includes('index.json')) {
    return names.includes('oci-layout')
      ? await otherImage(directory, name)
      : 'is not an OCI layout and is not overwritten';
  }
  // A run that was ended before it had written everything.
  const blobs = names.includes('blobs') ? await readdir(join(directory, 'blobs')) : [];
  const files = blobs.includes('sha256') ? await readdir(join(directory, BLOBS)) : [];
  const other = blobs.find((one) => one !== 'sha256') ?? files.find((one) => !BLOB.test(one));
  return other === undefined ? undefined : `holds something else (${printable(other, 100)}), which is not overwritten`;
}

/** A link in the place of one of the folders, which would make this layout share its blobs with another one. */
export async function linkIn(directory: string): Promise<string | undefined> {
  for (const name of ['blobs', BLOBS]) {
    const stats = await lstat(join(directory, name)).catch(() => undefined);
    if (stats?.isSymbolicLink()) return name;
  }
  return undefined;
}

async function otherImage(directory: string, name: string | undefined): Promise<string | undefined> {
  const stored = await readDocument(join(directory, 'index.json'));
  const images = listOf(stored, 'manifests');
  const names = images.map((image) => nameOf(image)).filter((one) => one !== undefined);
  const other = names.find((one) => one !== name);
  if (other !== undefined) {
    return `holds the image "${printable(other, 100)}", which is not replaced; name another folder, or remove this one before`;
  }
  return images.length > 1 ? `holds ${images.length} images, which are not replaced; name another folder` : undefined;
}

/** The names of the blobs that the layout's `index.json` needs; none where there is no index that can be read. */
export async function storedBlobs(directory: string): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  await collect(directory, await readDocument(join(directory, 'index.json')), found, 0);
  return found;
}

async function collect(directory: string, document: unknown, found: Set<string>, depth: number): Promise<void> {
  for (const descriptor of [
    ...listOf(document, 'layers'),
    ...listOf(document, 'manifests'),
    fieldOf(document, 'config'),
  ]) {
    const [, hex] = /^sha256:([0-9a-f]{64})$/.exec(String(fieldOf(descriptor, 'digest'))) ?? [];
    if (hex !== undefined) found.add(hex);
  }
  if (depth >= DEEPEST) return;
  for (const descriptor of listOf(document, 'manifests')) {
    const [, hex] = /^sha256:([0-9a-f]{64})$/.exec(String(fieldOf(descriptor, 'digest'))) ?? [];
    if (hex !== undefined) await collect(directory, await readDocument(join(directory, BLOBS, hex)), found, depth + 1);
  }
}

async function readDocument(path: string): Promise<unknown> {
  try {
    const { size } = await lstat(path);
    return size > LARGEST_DOCUMENT ? undefined : JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return undefined;
  }
}

function fieldOf(document: unknown, key: string): unknown {
  return typeof document === 'object' && document !== null ? Reflect.get(document, key) : undefined;
}

function listOf(document: unknown, key: string): readonly unknown[] {
  const list = fieldOf(document, key);
  return Array.isArray(list) ? list : [];
}

function nameOf(descriptor: unknown): string | undefined {
  const name = fieldOf(fieldOf(descriptor, 'annotations'), REF_NAME);
  return typeof name === 'string' ? name : undefined;
}
