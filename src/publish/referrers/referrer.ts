import type { Annotations, Descriptor } from '../../oci/descriptor.ts';
import { digestOf } from '../../oci/digest.ts';
import { type RawManifest, referrerDocument } from '../../oci/manifest.ts';

/** A document that hangs on an image. */
export interface Referrer {
  /** Of the manifest and of its one layer: readers fetch the layer by the type that the list names. */
  readonly artifactType: string;
  readonly bytes: Buffer;
  readonly annotations: Annotations;
}

export interface ReferrerDocuments {
  readonly layer: RawManifest;
  readonly manifest: RawManifest;
  /** As it stands in a list of referrers. Readers filter on type and annotations. */
  readonly entry: Descriptor;
}

/** The blob that holds the document. */
export function layerOf({ artifactType, bytes }: Referrer): RawManifest {
  return { bytes, descriptor: { mediaType: artifactType, digest: digestOf(bytes), size: bytes.length } };
}

/** The same referrer of the same subject is always the same bytes, so that a second run adds nothing. */
export function documentsOf(referrer: Referrer, subject: Descriptor): ReferrerDocuments {
  const { artifactType, annotations } = referrer;
  const layer = layerOf(referrer);
  const manifest = referrerDocument(artifactType, layer.descriptor, subject, annotations);
  const described = Object.keys(annotations).length === 0 ? {} : { annotations };
  return { layer, manifest, entry: { ...manifest.descriptor, artifactType, ...described } };
}
