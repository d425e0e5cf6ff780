import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import type { ImageReader } from '../../testing/oracle/image-reader.ts';
import { SAMPLE, sampleTar } from './sample-tar.ts';

type Json = Record<string, unknown>;

const OCI = 'application/vnd.oci.image';

/** An image in memory, made by hand, with places where a test may spoil it. */
export interface Spoilt {
  readonly tar?: Buffer;
  readonly layer?: Buffer;
  readonly mediaType?: string;
  readonly config?: Json;
  readonly manifest?: Json;
  readonly index?: Json;
  readonly contentType?: string;
  /** Bytes that are served instead, by digest of what they stand for. */
  readonly served?: (digest: string, bytes: Buffer) => Buffer;
}

export function sampleImage(spoilt: Spoilt = {}): ImageReader {
  const blobs = new Map<string, Buffer>();
  const keep = (mediaType: string, bytes: Buffer) => {
    const digest = sha256(bytes);
    blobs.set(digest, spoilt.served?.(digest, bytes) ?? bytes);
    return { mediaType, digest, size: bytes.length };
  };
  const json = (mediaType: string, document: Json) => keep(mediaType, Buffer.from(JSON.stringify(document)));
  const tar = spoilt.tar ?? sampleTar(SAMPLE);
  const layer = keep(spoilt.mediaType ?? `${OCI}.layer.v1.tar+gzip`, spoilt.layer ?? gzipSync(tar));
  const config = json(`${OCI}.config.v1+json`, {
    architecture: 'amd64',
    os: 'linux',
    config: { Entrypoint: ['/app'], Env: ['PATH=/bin'] },
    rootfs: { type: 'layers', diff_ids: [sha256(tar)] },
    history: [{ created_by: 'layer' }, { created_by: 'USER', empty_layer: true }],
    ...spoilt.config,
  });
  const manifestType = `${OCI}.manifest.v1+json`;
  const manifest = json(manifestType, {
    schemaVersion: 2,
    mediaType: manifestType,
    config,
    layers: [layer],
    ...spoilt.manifest,
  });
  const platform = { os: 'linux', architecture: 'amd64' };
  const indexType = `${OCI}.index.v1+json`;
  const index = { schemaVersion: 2, mediaType: indexType, manifests: [{ ...manifest, platform }], ...spoilt.index };
  const top = spoilt.index === undefined ? manifest : json(indexType, index);
  return {
    async manifest(reference) {
      const bytes = blobs.get(reference === 'v1' ? top.digest : reference) ?? Buffer.alloc(0);
      return { bytes, mediaType: spoilt.contentType ?? String(JSON.parse(bytes.toString()).mediaType) };
    },
    async blob(digest) {
      return Readable.from([blobs.get(digest) ?? Buffer.alloc(0)]);
    },
  };
}

export function sha256(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}
