import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImageReader } from './image-reader.ts';

/** Reads blobs of an OCI layout on disk; a reference is a digest. */
export function layoutReader(directory: string): ImageReader {
  const path = (digest: string) => join(directory, 'blobs', digest.replace(':', '/'));
  return {
    manifest: async (digest) => ({ bytes: await readFile(path(digest)) }),
    blob: async (digest) => createReadStream(path(digest)),
  };
}
