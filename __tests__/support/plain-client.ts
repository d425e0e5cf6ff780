import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { buffer } from 'node:stream/consumers';

export interface PlainAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** One request with nothing done for the caller; rejects where the connection is lost. */
export function send(
  method: string,
  url: string,
  headers: Readonly<Record<string, string>> = {},
  body: Buffer | string = '',
): Promise<PlainAnswer> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers, agent: false }, (answer) => {
      const { statusCode: status = 0, headers } = answer;
      buffer(answer).then((bytes) => resolve({ status, headers, text: bytes.toString('utf8') }), reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

export const OCTETS = { 'content-type': 'application/octet-stream' };

export function sha256(bytes: Buffer | string): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

/** Opens an upload and gives the address to go on with. */
export async function startUpload(origin: string, repository = 'o/app'): Promise<string> {
  const { headers } = await send('POST', `${origin}/v2/${repository}/blobs/uploads/`, { 'content-length': '0' });
  return new URL(String(headers.location), origin).href;
}

export async function pushBlob(origin: string, bytes: Buffer | string, repository = 'o/app'): Promise<string> {
  const digest = sha256(bytes);
  const { status } = await send('PUT', `${await startUpload(origin, repository)}&digest=${digest}`, OCTETS, bytes);
  if (status !== 201) throw new Error(`the blob was answered with ${status}`);
  return digest;
}
