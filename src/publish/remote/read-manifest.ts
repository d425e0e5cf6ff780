import type { Descriptor } from '../../oci/descriptor.ts';
import { isDigest } from '../../oci/digest.ts';
import type { ImageConfig } from '../../oci/image-config.ts';
import type { RawManifest } from '../../oci/manifest.ts';
import { isIndex, isManifest } from '../../oci/media-types.ts';
import { isObject } from '../../registry/protocol/json-object.ts';
import { isLoadable } from './loadable-config.ts';
import { unambiguousObject } from './unambiguous-json.ts';

/** More platforms than Go knows; an index beyond it is not one that this project would read. */
const MAX_DESCRIPTORS = 200;

/** https://www.rfc-editor.org/rfc/rfc6838#section-4.2 */
const MEDIA_TYPE = /^[A-Za-z0-9][\w!#$&^.+-]{0,126}\/[A-Za-z0-9][\w!#$&^.+-]{0,126}$/;

/** What this project needs of a manifest that somebody published. */
export interface PublishedManifest {
  readonly config: Descriptor;
  readonly layers: readonly Descriptor[];
}

export function readManifest({ bytes, descriptor }: RawManifest): PublishedManifest | undefined {
  if (!isManifest(descriptor.mediaType)) return undefined;
  const value = unambiguousObject(bytes);
  const layers = value?.layers;
  if (!isDescriptor(value?.config) || !isDescriptorList(layers)) return undefined;
  return { config: value.config, layers };
}

export function readIndex({ bytes, descriptor }: RawManifest): readonly Descriptor[] | undefined {
  if (!isIndex(descriptor.mediaType)) return undefined;
  const manifests = unambiguousObject(bytes)?.manifests;
  return isDescriptorList(manifests) ? manifests : undefined;
}

/** What this project writes into a manifest or an index. */
const FIELDS = new Set(['schemaVersion', 'mediaType', 'config', 'layers', 'manifests', 'annotations']);

/**
 * Whether a document says nothing more than an image needs: with a `subject` it hangs on another one, and with an
 * `artifactType` it is an artifact. https://github.com/opencontainers/image-spec/blob/main/manifest.md#image-manifest-property-descriptions
 */
export function isImageOnly({ bytes }: RawManifest): boolean {
  return Object.keys(unambiguousObject(bytes) ?? {}).every((name) => FIELDS.has(name));
}

/** The configuration of an image; undefined where the bytes are those of something else (a chart, a signature). */
export function readConfig(bytes: Buffer): ImageConfig | undefined {
  const value = unambiguousObject(bytes);
  const rootfs = value?.rootfs;
  if (value === undefined || !isWord(value.os) || !isWord(value.architecture)) return undefined;
  if (value.variant !== undefined && value.variant !== '' && !isWord(value.variant)) return undefined;
  const ids = isObject(rootfs) ? rootfs.diff_ids : undefined;
  if (!Array.isArray(ids) || !ids.every((id) => typeof id === 'string' && isDigest(id))) return undefined;
  if (!isLoadable(value, ids.length)) return undefined;
  const history = Array.isArray(value.history) ? value.history.filter(isObject) : [];
  const config = isObject(value.config) ? value.config : {};
  return { ...value, config, history } as unknown as ImageConfig;
}

/** Attestations stand in the indexes of BuildKit beside the images. https://docs.docker.com/build/metadata/attestations/attestation-storage/ */
export function isAttestation({ platform, annotations }: Descriptor): boolean {
  return platform?.os === 'unknown' || annotations?.['vnd.docker.reference.type'] !== undefined;
}

function isDescriptorList(value: unknown): value is Descriptor[] {
  return Array.isArray(value) && value.length <= MAX_DESCRIPTORS && value.every(isDescriptor);
}

function isDescriptor(value: unknown): value is Descriptor {
  if (!isObject(value)) return false;
  const { mediaType, digest, size } = value;
  return (
    typeof mediaType === 'string' &&
    MEDIA_TYPE.test(mediaType) &&
    typeof digest === 'string' &&
    isDigest(digest) &&
    Number.isSafeInteger(size) &&
    Number(size) >= 0
  );
}

/** Parts of a platform end up in messages and in summaries. */
function isWord(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(value);
}
