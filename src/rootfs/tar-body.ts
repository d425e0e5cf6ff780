import type { Entry } from './entry.ts';

const BLOCK = 512;

/** What follows the header of an entry, where it is in memory; the content of a larger file is not. */
export function bodyOf(entry: Entry): Uint8Array | undefined {
  if (entry.type === 'subtree') return entry.tar;
  return entry.type === 'file' ? entry.content.bytes : undefined;
}

/** Zeros after the content, up to the end of its last block. */
export function paddingOf(entry: Entry): number {
  return entry.type === 'file' ? -entry.content.size & (BLOCK - 1) : 0;
}
