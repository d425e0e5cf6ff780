import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { checkConfig } from './oracle/check-config.ts';
import type { ImageDescription, Json, LayerDescription, PlatformDescription } from './oracle/description.ts';
import { type ImageLocation, type ImageReader, registryReader } from './oracle/image-reader.ts';
import { Problems } from './oracle/problems.ts';
import { readLayer } from './oracle/read-layer.ts';

interface Pointer {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
  readonly platform?: Json;
}

const INDEX = 'application/vnd.oci.image.index.v1+json';
const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const CONFIG = 'application/vnd.oci.image.config.v1+json';
const POINTER = new Set(['mediaType', 'digest', 'size', 'platform', 'annotations']);

/**
 * Reads an image back from a registry and checks all of it from its bytes, with code of its own: digests, sizes, diff
 * ids, media types, history, config, and the tars. Throws one error that names everything that is wrong.
 */
export function validateImage(location: ImageLocation): Promise<ImageDescription> {
  return validateContents(registryReader(location), location.reference);
}

/** The same for an image that is read from anywhere. */
export async function validateContents(reader: ImageReader, reference: string): Promise<ImageDescription> {
  const problems = new Problems();
  const { bytes, mediaType } = await reader.manifest(reference);
  const document = parse(bytes);
  const described = String(document.mediaType);
  problems.check(mediaType === undefined || mediaType === described, `Content-Type ${mediaType}, but ${described}`);
  if (reference.startsWith('sha256:')) problems.check(sha256(bytes) === reference, `${reference} is ${sha256(bytes)}`);
  const platforms =
    described === INDEX
      ? await readIndex(reader, document, problems)
      : [await readManifest(reader, bytes, undefined, problems)];
  problems.throwAny(reference);
  return { digest: sha256(bytes), mediaType: described, document, platforms };
}

async function readIndex(reader: ImageReader, index: Json, problems: Problems): Promise<PlatformDescription[]> {
  onlyKnown('the index', index, ['schemaVersion', 'mediaType', 'manifests', 'annotations'], problems);
  problems.check(index.schemaVersion === 2, 'schemaVersion of the index is not 2');
  const platforms: PlatformDescription[] = [];
  for (const child of pointers(index.manifests, problems)) {
    problems.check(child.mediaType === MANIFEST, `the index points to a ${child.mediaType}`);
    const { bytes } = await reader.manifest(child.digest);
    checkBytes(bytes, child, 'the manifest', problems);
    platforms.push(await readManifest(reader, bytes, child.platform, problems));
  }
  const names = platforms.map(({ platform }) => platform);
  problems.check(new Set(names).size === names.length, `the index has a platform twice: ${names.join(', ')}`);
  return platforms;
}

async function readManifest(
  reader: ImageReader,
  bytes: Buffer,
  platform: Json | undefined,
  problems: Problems,
): Promise<PlatformDescription> {
  const manifest = parse(bytes);
  onlyKnown('the manifest', manifest, ['schemaVersion', 'mediaType', 'config', 'layers', 'annotations'], problems);
  problems.check(manifest.schemaVersion === 2, 'schemaVersion of the manifest is not 2');
  problems.check(manifest.mediaType === MANIFEST, `the manifest is a ${manifest.mediaType}`);
  const [pointer] = pointers([manifest.config], problems) as [Pointer];
  problems.check(pointer.mediaType === CONFIG, `the config is a ${pointer.mediaType}`);
  const configBytes = await buffer(await reader.blob(pointer.digest));
  checkBytes(configBytes, pointer, 'the config', problems);
  const config = parse(configBytes);
  const layers = pointers(manifest.layers, problems);
  checkConfig(config, layers.length, problems);
  const name = platformName(config);
  problems.check(platform === undefined || platformName(platform) === name, `the index has ${name} under another name`);
  return {
    platform: name,
    digest: sha256(bytes),
    manifest,
    configDigest: pointer.digest,
    config,
    layers: await readLayers(reader, layers, config, problems),
  };
}

async function readLayers(
  reader: ImageReader,
  layers: readonly Pointer[],
  config: Json,
  problems: Problems,
): Promise<LayerDescription[]> {
  const diffIds = ((config.rootfs as Json | undefined)?.diff_ids ?? []) as string[];
  const read: LayerDescription[] = [];
  for (const [place, layer] of layers.entries()) {
    read.push(await readLayer(await reader.blob(layer.digest), layer, diffIds[place] ?? '', problems));
  }
  return read;
}

function pointers(value: unknown, problems: Problems): Pointer[] {
  problems.check(Array.isArray(value), 'a list of descriptors is missing');
  return (Array.isArray(value) ? (value as Pointer[]) : []).map((pointer) => {
    for (const key of Object.keys(pointer)) problems.check(POINTER.has(key), `a descriptor has the key ${key}`);
    problems.check(/^sha256:[0-9a-f]{64}$/.test(pointer.digest), `a descriptor has the digest ${pointer.digest}`);
    return pointer;
  });
}

function checkBytes(bytes: Buffer, { digest, size }: Pointer, what: string, problems: Problems): void {
  problems.check(sha256(bytes) === digest, `${what} ${digest} has the digest ${sha256(bytes)}`);
  problems.check(bytes.length === size, `${what} ${digest} has ${bytes.length} bytes, not ${size}`);
}

function onlyKnown(what: string, document: Json, known: readonly string[], problems: Problems): void {
  for (const key of Object.keys(document)) problems.check(known.includes(key), `${what} has the key ${key}`);
}

function platformName({ os, architecture, variant }: Json): string {
  return [os, architecture, variant].filter((part) => part !== undefined).join('/');
}

function parse(bytes: Buffer): Json {
  return JSON.parse(bytes.toString('utf8')) as Json;
}

function sha256(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}
