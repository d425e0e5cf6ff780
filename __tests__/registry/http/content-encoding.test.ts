import { Readable } from 'node:stream';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { decodedBody, decodedPieces } from '../../../src/registry/http/content-encoding.ts';

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
  ])('%s stays as it is', async (_, encoding, body) => {
    expect(await decodedBody(body, encoding, 1000)).toBe(body);
  });
});

test('what would be longer than allowed is not read', async () => {
  expect(await decodedBody(gzipSync(Buffer.alloc(10_000_000)), 'gzip', 1000)).toBeUndefined();
});

describe('a compressed answer that is read as it comes', () => {
  async function read(body: Readable, encoding: string | undefined): Promise<Buffer> {
    const pieces: Buffer[] = [];
    for await (const piece of decodedPieces(body, encoding)) pieces.push(piece);
    return Buffer.concat(pieces);
  }

  test.each([
    ['gzip', gzipSync(TEXT)],
    ['X-GZIP', gzipSync(TEXT)],
    ['deflate', deflateSync(TEXT)],
    ['br', brotliCompressSync(TEXT)],
    ['identity', TEXT],
    ['constructor', TEXT],
    [undefined, TEXT],
  ])('%s is read', async (encoding, body) => {
    expect(await read(Readable.from([body.subarray(0, 5), body.subarray(5)]), encoding)).toEqual(TEXT);
  });

  test.each([
    ['gzip', TEXT],
    ['deflate', TEXT],
    ['br', TEXT],
    ['gzip', gzipSync(TEXT).subarray(0, 20)],
  ])('%s that is none, or not whole, is told', async (encoding, body) => {
    await expect(read(Readable.from([body]), encoding)).rejects.toThrow(
      `the answer is called ${encoding} and cannot be decoded: `,
    );
  });

  test('what fails on the way fails as it is', async () => {
    const cut = new Readable({ read() {} });
    cut.push(gzipSync(TEXT).subarray(0, 12));
    setImmediate(() => cut.destroy(new Error('the connection was cut')));
    await expect(read(cut, 'gzip')).rejects.toThrow(/^the connection was cut$/);
  });

  test('what would be endless is unpacked no further than it is read, and ends where nobody reads on', async () => {
    const piece = gzipSync(Buffer.alloc(64 * 1024 * 1024));
    let taken = 0;
    const endless = function* () {
      for (; ; taken += 1) yield piece;
    };
    const body = Readable.from(endless(), { highWaterMark: 1 });
    let size = 0;
    for await (const bytes of decodedPieces(body, 'gzip')) {
      size += bytes.length;
      if (size > 1_000_000) break;
    }
    expect(taken).toBeLessThan(5);
    expect(body.destroyed).toBe(true);
  });
});
