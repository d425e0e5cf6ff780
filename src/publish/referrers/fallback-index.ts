import type { Descriptor } from '../../oci/descriptor.ts';
import { type Digest, hexOf } from '../../oci/digest.ts';
import { jsonBytes } from '../../oci/json.ts';
import { isIndex, MEDIA_TYPE } from '../../oci/media-types.ts';
import type { FetchedManifest } from '../../registry/api.ts';
import { readEntry } from '../../registry/referrers.ts';

/** https://github.com/opencontainers/distribution-spec/blob/main/spec.md#referrers-tag-schema */
export function fallbackTag(subject: Digest): string {
  return `sha256-${hexOf(subject)}`;
}

/** The list of referrers that lies under a tag, for registries that keep none themselves. */
export interface FallbackIndex {
  /** What was found; undefined = nothing yet. */
  readonly fetched: FetchedManifest | undefined;
  readonly entries: readonly Descriptor[];
}

/**
 * What the tag holds. GitLab takes `sha256-<hex>` for the digest and answers with the subject itself, which is no list
 * (https://github.com/oras-project/oras-go/issues/1396); nor is anything that is not an index.
 */
export function readFallbackIndex(fetched: FetchedManifest | undefined, subject: Digest): FallbackIndex {
  if (fetched === undefined || fetched.descriptor.digest === subject || !isIndex(fetched.descriptor.mediaType))
    return { fetched: undefined, entries: [] };
  const { manifests } = documentOf(fetched);
  const found: readonly unknown[] = Array.isArray(manifests) ? manifests : [];
  // As they are: what other tools wrote into them stays.
  const entries = found.filter((entry): entry is Descriptor => readEntry(entry) !== undefined);
  return { fetched, entries };
}

/** The bytes of the list with these entries; whatever else the index says stays. */
export function fallbackBytes({ fetched }: FallbackIndex, entries: readonly Descriptor[]): Buffer {
  const rest = fetched === undefined ? {} : documentOf(fetched);
  return jsonBytes({ ...rest, schemaVersion: 2, mediaType: MEDIA_TYPE.index, manifests: entries });
}

function documentOf({ bytes }: FetchedManifest): Record<string, unknown> {
  return JSON.parse(bytes.toString('utf8')) as Record<string, unknown>;
}

/** Old entries in their order, ours in the place of the same ones, new ones at the end. */
export function mergeEntries(found: readonly Descriptor[], own: readonly Descriptor[]): Descriptor[] {
  const merged = new Map(found.map((entry): [Digest, Descriptor] => [entry.digest, entry]));
  for (const entry of own) merged.set(entry.digest, entry);
  return [...merged.values()];
}

/** Whether readers that filter would miss the entry: cosign up to 3.1.3 writes such ones (https://github.com/sigstore/cosign/pull/5098). */
export function isPoor({ artifactType, annotations }: Descriptor): boolean {
  return artifactType === undefined || artifactType === MEDIA_TYPE.empty || annotations === undefined;
}

/** An entry with what its manifest says of itself. */
export function repairedEntry(entry: Descriptor, { bytes }: FetchedManifest): Descriptor {
  const { artifactType, config, annotations } = JSON.parse(bytes.toString('utf8')) as Record<string, unknown>;
  const configType = (config as { mediaType?: unknown } | undefined)?.mediaType;
  return { ...entry, ...readEntry({ ...entry, artifactType: artifactType ?? configType, annotations }) };
}
