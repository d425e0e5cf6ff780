import { type IncomingMessage, request } from 'node:http';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';

/** Where the oracle gets bytes from: a registry, or a layout on disk. */
export interface ImageReader {
  manifest(reference: string): Promise<{ readonly bytes: Buffer; readonly mediaType?: string }>;
  blob(digest: string): Promise<Readable>;
}

/** A place in a registry that speaks plain HTTP. */
export interface ImageLocation {
  /** `http://127.0.0.1:5000` */
  readonly origin: string;
  readonly repository: string;
  readonly reference: string;
  readonly authorization?: string;
}

const ACCEPT = ['image.index', 'image.manifest'].map((name) => `application/vnd.oci.${name}.v1+json`).join(', ');

export function registryReader({ origin, repository, authorization }: ImageLocation): ImageReader {
  const get = (path: string, accept: string) =>
    httpGet(`${origin}/v2/${repository}/${path}`, {
      accept,
      ...(authorization === undefined ? {} : { authorization }),
    });
  return {
    async manifest(reference) {
      const answer = await get(`manifests/${reference}`, ACCEPT);
      const mediaType = answer.headers['content-type'] ?? '';
      return { bytes: await buffer(answer), mediaType };
    },
    blob: (digest) => get(`blobs/${digest}`, '*/*'),
  };
}

function httpGet(url: string, headers: Record<string, string>): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { headers, agent: false }, (answer) => {
      if (answer.statusCode === 200) return resolve(answer);
      answer.resume();
      reject(new Error(`GET ${url} answered ${answer.statusCode}`));
    });
    sent.on('error', reject);
    sent.end();
  });
}
