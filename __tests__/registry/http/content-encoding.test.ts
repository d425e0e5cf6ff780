import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { decodedBody } from '../../../src/registry/http/content-encoding.ts';

const TEXT = Buffer.from('{"errors":[]}');

describe('an answer that is compressed though nobody asked for it', () => {
  test.each([
    ['gzip', gzipSync(TEXT)],
    ['X-GZIP', gzipSync(TEXT)],
    ['deflate', deflateSync(TEXT)],
    ['br', brotliCompressSync(TEXT)],
    ['identity', TEXT],
    [undefined, TEXT],
  ])('%s is read', async (encoding, body) => {
    expect(await decodedBody(body, encoding, 1000)).toEqual(TEXT);
  });

  test.each([
    ['what is something else', 'gzip', TEXT],
    ['what is unknown', 'constructor', TEXT],
    ['what would be endless', 'gzip', gzipSync(Buffer.alloc(10_000_000))],
  ])('%s stays as it is', async (_, encoding, body) => {
    expect(await decodedBody(body, encoding, 1000)).toBe(body);
  });
});
