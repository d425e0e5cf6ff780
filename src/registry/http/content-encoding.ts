import type { Readable } from 'node:stream';
import { messageOf } from '../../errors.ts';

/** zlib's names for what stands in a Content-Encoding: for a whole body, and for one that is read as it comes. */
const DECODERS = {
  gzip: ['gunzipSync', 'createGunzip'],
  'x-gzip': ['gunzipSync', 'createGunzip'],
  deflate: ['inflateSync', 'createInflate'],
  br: ['brotliDecompressSync', 'createBrotliDecompress'],
} as const;

/**
 * The body of an answer without its encoding: some proxies compress what they send though nobody asked them to
 * (https://www.rfc-editor.org/rfc/rfc9110#section-12.5.3 lets them). What cannot be decoded stays as it
 * is. Undefined where it would be longer than `limit` bytes.
 */
export async function decodedBody(
  body: Buffer,
  encoding: string | undefined,
  limit: number,
): Promise<Buffer | undefined> {
  const name = knownName(encoding);
  if (name === undefined || body.length === 0) return body;
  const zlib = await import('node:zlib');
  try {
    return zlib[DECODERS[name][0]](body, { maxOutputLength: limit });
  } catch (error) {
    return (error as { readonly code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE' ? undefined : body;
  }
}

/** The most bytes that `limit` of them take under this encoding: what cannot be made shorter becomes a little longer. */
export function encodedLimit(limit: number, encoding: string | undefined): number {
  return knownName(encoding) === undefined ? limit : limit + Math.ceil(limit / 100) + 1024;
}

/**
 * The same for a body of any size: whatever it unpacks to, no more than some pieces of it are in memory at a time, and none
 * are unpacked that nobody reads. Throws while it is read where it cannot be decoded.
 */
export async function* decodedPieces(body: Readable, encoding: string | undefined): AsyncGenerator<Buffer> {
  const name = knownName(encoding);
  if (name === undefined) return yield* body;
  const zlib = await import('node:zlib');
  const decoder = zlib[DECODERS[name][1]]();
  body.on('error', (error) => decoder.destroy(error));
  try {
    yield* body.pipe(decoder);
  } catch (error) {
    if (!isDecodingError(error)) throw error;
    throw new Error(`the answer is called ${name} and cannot be decoded: ${messageOf(error)}`, { cause: error });
  } finally {
    body.destroy();
  }
}

function knownName(encoding: string | undefined): keyof typeof DECODERS | undefined {
  const name = encoding?.trim().toLowerCase() ?? '';
  return Object.hasOwn(DECODERS, name) ? (name as keyof typeof DECODERS) : undefined;
}

/** zlib names its errors Z_DATA_ERROR, Z_BUF_ERROR, …; those of Brotli begin otherwise. */
function isDecodingError(error: unknown): boolean {
  const { code } = error as { readonly code?: unknown };
  return typeof code === 'string' && /^(Z_|ERR__?ERROR_|ERR_BROTLI)/.test(code);
}
