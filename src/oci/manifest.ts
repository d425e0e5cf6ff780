import type { Annotations, Descriptor } from './descriptor.ts';
import { digestOf } from './digest.ts';
import { jsonBytes, sortedMap } from './json.ts';
import { MEDIA_TYPE } from './media-types.ts';

/** https://github.com/opencontainers/image-spec/blob/main/manifest.md */
interface Manifest {
  readonly schemaVersion: 2;
  readonly mediaType: string;
  readonly config: Descriptor;
  readonly layers: readonly Descriptor[];
  readonly annotations?: Annotations;
}

/** https://github.com/opencontainers/image-spec/blob/main/image-index.md */
interface Index {
  readonly schemaVersion: 2;
  readonly mediaType: string;
  readonly manifests: readonly Descriptor[];
  readonly annotations?: Annotations;
}

/** A manifest or an index as the bytes that go over the wire, with the descriptor that points to it. */
export interface RawManifest {
  readonly bytes: Buffer;
  readonly descriptor: Descriptor;
}

/** An image configuration in the same form. */
export type RawConfig = RawManifest;

export function documentOf(mediaType: string, content: unknown): RawManifest {
  const bytes = jsonBytes(content);
  return { bytes, descriptor: { mediaType, digest: digestOf(bytes), size: bytes.length } };
}

export function manifestDocument(
  config: Descriptor,
  layers: readonly Descriptor[],
  annotations: Annotations,
): RawManifest {
  return documentOf(MEDIA_TYPE.manifest, {
    schemaVersion: 2,
    mediaType: MEDIA_TYPE.manifest,
    config: bare(config),
    layers: layers.map(bare),
    ...annotated(annotations),
  } satisfies Manifest);
}

/** https://github.com/opencontainers/image-spec/blob/main/manifest.md#guidelines-for-artifact-usage */
export const EMPTY_CONFIG: RawManifest = documentOf(MEDIA_TYPE.empty, {});

/** What hangs on another manifest, its subject: no image, but content of some type in one layer. */
export function referrerDocument(
  artifactType: string,
  layer: Descriptor,
  subject: Descriptor,
  annotations: Annotations,
): RawManifest {
  return documentOf(MEDIA_TYPE.manifest, {
    schemaVersion: 2,
    mediaType: MEDIA_TYPE.manifest,
    artifactType,
    config: EMPTY_CONFIG.descriptor,
    layers: [bare(layer)],
    subject: bare(subject),
    ...annotated(annotations),
  });
}

export function indexDocument(manifests: readonly Descriptor[], annotations: Annotations): RawManifest {
  return documentOf(MEDIA_TYPE.index, {
    schemaVersion: 2,
    mediaType: MEDIA_TYPE.index,
    manifests: manifests.map((manifest) => ({ ...bare(manifest), ...platformOf(manifest) })),
    ...annotated(annotations),
  } satisfies Index);
}

function bare({ mediaType, digest, size }: Descriptor): Descriptor {
  return { mediaType, digest, size };
}

function platformOf({ platform }: Descriptor): Pick<Descriptor, 'platform'> {
  if (platform === undefined) return {};
  const { architecture, os, variant } = platform;
  return { platform: variant === undefined ? { architecture, os } : { architecture, os, variant } };
}

function annotated(annotations: Annotations): { annotations?: Annotations } {
  return Object.keys(annotations).length === 0 ? {} : { annotations: sortedMap(annotations) };
}
