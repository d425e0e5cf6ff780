/** zlib's names for what stands in a Content-Encoding. */
const DECODERS = {
  gzip: 'gunzipSync',
  'x-gzip': 'gunzipSync',
  deflate: 'inflateSync',
  br: 'brotliDecompressSync',
} as const;

/**
 * The body of an answer without its encoding: some proxies compress what they send though nobody asked them to
 * (https://www.rfc-editor.org/rfc/rfc9110#section-12.5.3 lets them). What cannot be decoded, or would be longer than `limit`
 * bytes, stays as it is.
 */
export async function decodedBody(body: Buffer, encoding: string | undefined, limit: number): Promise<Buffer> {
  const name = encoding?.trim().toLowerCase() ?? '';
  if (!Object.hasOwn(DECODERS, name) || body.length === 0) return body;
  const zlib = await import('node:zlib');
  try {
    return zlib[DECODERS[name as keyof typeof DECODERS]](body, { maxOutputLength: limit });
  } catch {
    return body;
  }
}
