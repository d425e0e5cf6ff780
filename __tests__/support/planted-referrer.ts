import { createHash } from 'node:crypto';
import { MemoryContent } from '../../testing/strict-registry/content.ts';
import type { RepositoryStore } from '../../testing/strict-registry/store.ts';

const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';

interface Pointer {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
}

/** Puts a document on an image behind the back of every client, as whoever controls a registry could. */
export function plantReferrer(
  store: RepositoryStore,
  subject: string,
  type: string,
  content: Buffer,
  annotations: Readonly<Record<string, string>> = {},
): Pointer {
  const image = store.manifests.get(subject);
  if (image === undefined) throw new Error(`there is no ${subject}`);
  const config = storeBlob(store, 'application/vnd.oci.empty.v1+json', Buffer.from('{}'));
  const layer = storeBlob(store, type, content);
  const target = { mediaType: image.mediaType, digest: subject, size: image.bytes.length };
  const manifest = {
    schemaVersion: 2,
    mediaType: MANIFEST,
    artifactType: type,
    config,
    layers: [layer],
    subject: target,
    annotations,
  };
  const bytes = Buffer.from(JSON.stringify(manifest));
  const digest = sha256(bytes);
  store.manifests.set(digest, { digest, mediaType: MANIFEST, bytes });
  return { mediaType: MANIFEST, digest, size: bytes.length };
}

/** Takes away all that hangs on an image. */
export function removeReferrers(store: RepositoryStore, subject: string): void {
  for (const [digest, { bytes }] of store.manifests) {
    if (JSON.parse(bytes.toString()).subject?.digest === subject) store.manifests.delete(digest);
  }
}

/** The documents of a type that hang on an image. */
export async function referrersOn(store: RepositoryStore, subject: string, type: string): Promise<Buffer[]> {
  const found: Buffer[] = [];
  for (const { bytes } of store.manifests.values()) {
    const manifest = JSON.parse(bytes.toString());
    if (manifest.subject?.digest !== subject || manifest.artifactType !== type) continue;
    const content = store.blobs.get(manifest.layers[0].digest);
    if (content !== undefined) found.push(Buffer.concat(await content.stream(0, content.size).toArray()));
  }
  return found;
}

function storeBlob(store: RepositoryStore, mediaType: string, bytes: Buffer): Pointer {
  const content = new MemoryContent();
  content.append(bytes);
  store.blobs.set(sha256(bytes), content);
  return { mediaType, digest: sha256(bytes), size: bytes.length };
}

function sha256(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}
