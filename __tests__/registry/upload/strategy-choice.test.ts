import { describe, expect, test } from '@jest/globals';
import type { BlobSource } from '../../../src/registry/api.ts';
import { traitsOf } from '../../../src/registry/protocol/traits.ts';
import type { Session } from '../../../src/registry/upload/session.ts';
import { HostMemory, strategiesFor } from '../../../src/registry/upload/strategy-choice.ts';

const MiB = 1024 * 1024;

/** A layer that takes so many milliseconds more to make. */
function growing(remaining: number | undefined, sizeLimit = 43 * MiB): BlobSource {
  return {
    label: 'the layer',
    sizeLimit,
    descriptor: new Promise(() => {}),
    known: () => undefined,
    ...(remaining === undefined ? {} : { remaining: () => remaining }),
    async *read() {},
  };
}

function session(answeredIn: number, url = 'https://r.example.com/v2/o/app/blobs/uploads/1'): Session {
  return { url: new URL(url), offset: 0, minChunk: undefined, maxChunk: undefined, cookies: undefined, answeredIn };
}

function first(blob: BlobSource, opened: Session, chunkSize: 'auto' | number = 'auto') {
  const preferences = { chunkSize, traits: traitsOf('r.example.com'), memory: new HostMemory() };
  return strategiesFor(blob, opened, preferences)[0];
}

describe('a layer that is still being made when its session is open', () => {
  test('goes out while it is made where the rest takes longer than two answers', () => {
    expect(first(growing(100), session(20))).toBe('stream');
    expect(first(growing(100), session(50))).toBe('monolithic');
    expect(first(growing(101), session(50))).toBe('stream');
  });

  test('waits for its last byte where nobody knows when that is', () => {
    expect(first(growing(undefined), session(5))).toBe('monolithic');
  });

  test('waits over plain HTTP as well, where the registry is close, unless an answer is next to nothing', () => {
    const close = session(5, 'http://127.0.0.1:5000/v2/o/app/blobs/uploads/1');
    expect(first(growing(80), close)).toBe('monolithic');
    expect(first(growing(81), close)).toBe('stream');
  });

  test('waits where it is small', () => {
    expect(first(growing(1000, 8 * MiB - 1), session(5))).toBe('monolithic');
  });

  test('goes up in chunks where those are wished, or one body of it would be too long', () => {
    expect(first(growing(1000), session(5), 5 * MiB)).toBe('chunked');
    expect(first(growing(1000), { ...session(5), maxChunk: 10 * MiB })).toBe('chunked');
    expect(first(growing(1000, 65 * MiB), session(5))).toBe('chunked');
  });
});
