import { createHash } from 'node:crypto';
import type { Descriptor } from '../../../src/oci/descriptor.ts';
import type { Digest } from '../../../src/oci/digest.ts';
import type { BlobSource } from '../../../src/registry/api.ts';
import { createDispatcher } from '../../../src/registry/http/dispatcher.ts';
import { openRegistry } from '../../../src/registry/open-registry.ts';

/**
 * A program of its own, so that its memory can be measured: pushes blobs to the registry in its first argument, as many
 * and as large (bytes) as the next two say.
 */
const [host = '', count = '', size = ''] = process.argv.slice(2);
const PIECE = 64 * 1024;

/** Bytes that are made anew whenever they are read, so that this program keeps none of them. */
function blobOf(number: number): BlobSource {
  const length = Number(size);
  const pieceAt = (offset: number) => Buffer.alloc(Math.min(PIECE, length - offset), `${number} ${offset} `);
  const hash = createHash('sha256');
  for (let offset = 0; offset < length; offset += PIECE) hash.update(pieceAt(offset));
  const digest: Digest = `sha256:${hash.digest('hex')}`;
  const descriptor: Descriptor = { mediaType: 'application/octet-stream', digest, size: length };
  let known = false;
  return {
    label: `blob ${number}`,
    sizeLimit: length,
    // Every other one is known from the beginning.
    descriptor: new Promise((resolve) => {
      const tell = () => {
        known = true;
        resolve(descriptor);
      };
      if (number % 2 === 0) tell();
      else setTimeout(tell, 500);
    }),
    known: () => (known ? descriptor : undefined),
    async *read(offset) {
      for (let at = offset - (offset % PIECE); at < length; at += PIECE) {
        if (at > length / 2 && !known) await new Promise((resolve) => setTimeout(resolve, 500));
        yield pieceAt(at).subarray(Math.max(0, offset - at));
      }
    },
  };
}

const dispatcher = createDispatcher({ timeout: 10_000 });
const silent = () => {};
const registry = openRegistry({
  registry: host,
  settings: { insecure: false, chunkSize: 'auto', concurrency: 16, retryFor: 10_000, timeout: 60_000 },
  ports: {
    dispatcher,
    clock: { now: Date.now, sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)) },
    random: Math.random,
    log: {
      debug: silent,
      info: silent,
      notice: silent,
      warning: silent,
      secret: silent,
      group: (_title, work) => work(),
    },
  },
  signal: new AbortController().signal,
});
const client = registry.repository('o/app');
await Promise.all(Array.from({ length: Number(count) }, (_, number) => client.pushBlob(blobOf(number))));
await registry.close();
await dispatcher.close();
