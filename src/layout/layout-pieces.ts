import type { FinishedImages } from '../image/finished-images.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import { documentOf } from '../oci/manifest.ts';
import { MEDIA_TYPE } from '../oci/media-types.ts';
import { REF_NAME } from './stored-layout.ts';
import { bytesPiece, distinct, type Piece } from './write-piece.ts';

export interface LayoutPieces {
  /** `oci-layout` and, last, `index.json`. */
  readonly head: readonly Piece[];
  /** Every blob once. */
  readonly blobs: readonly Piece[];
}

/**
 * The files of an OCI layout with one descriptor: what a push would send, byte for byte.
 * https://github.com/opencontainers/image-spec/blob/main/image-layout.md
 */
export function layoutPieces(images: FinishedImages, name: string | undefined): LayoutPieces {
  const version = bytesPiece('oci-layout', Buffer.from('{"imageLayoutVersion":"1.0.0"}'));
  return { head: [version, indexPiece(images.root, name)], blobs: distinct(blobPieces(images)) };
}

function indexPiece({ mediaType, digest, size }: Descriptor, name: string | undefined): Piece {
  const annotations = name === undefined ? {} : { annotations: { [REF_NAME]: name } };
  const { bytes } = documentOf(MEDIA_TYPE.index, {
    schemaVersion: 2,
    mediaType: MEDIA_TYPE.index,
    manifests: [{ mediaType, digest, size, ...annotations }],
  });
  return bytesPiece('index.json', bytes);
}

function blobPieces({ images, index }: FinishedImages): Piece[] {
  const documents = images.flatMap(({ config, manifest }) => [config, manifest]);
  const all = index === undefined ? documents : [...documents, index];
  return [
    ...all.map(({ bytes, descriptor }) => bytesPiece(blobPath(descriptor), bytes)),
    ...images.flatMap(({ layers }) =>
      layers.map(({ layer, descriptor }) => ({
        path: blobPath(descriptor),
        size: descriptor.size,
        read: () => layer.blob.read(0),
      })),
    ),
  ];
}

function blobPath({ digest }: Descriptor): string {
  return `blobs/${digest.replace(':', '/')}`;
}
