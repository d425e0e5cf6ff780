import type { BlobSource } from '../api.ts';

/** `length` bytes of a blob from `offset` on, read as they are asked for. */
export async function* slice(
  blob: BlobSource,
  offset: number,
  length: number,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  let left = length;
  if (left === 0) return;
  for await (const bytes of blob.read(offset, signal)) {
    yield bytes.length > left ? bytes.subarray(0, left) : bytes;
    left -= Math.min(left, bytes.length);
    if (left === 0) return;
  }
}
