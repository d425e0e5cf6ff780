import type { ElfFile } from './elf/elf-file.ts';

export interface Range {
  readonly offset: number;
  readonly size: number;
}

const CHUNK = 1 << 20;
/** Files with more read-only data than this carry assets; what a program looks for stands in its code's own data. */
const MAX_SEARCHED = 256 << 20;

/** Which of the texts occur in the ranges. Reads a chunk at a time, each byte once, and stops when all are found. */
export async function searchTexts<Text extends string>(
  file: ElfFile,
  ranges: readonly Range[],
  texts: readonly Text[],
): Promise<ReadonlySet<Text>> {
  const found = new Set<Text>();
  const needles = texts.map((text) => ({ text, bytes: Buffer.from(text, 'latin1') }));
  const overlap = Math.max(0, ...needles.map(({ bytes }) => bytes.length - 1));
  let budget = Math.min(MAX_SEARCHED, file.size);
  for (const { offset, size } of ranges) {
    const end = Math.min(offset + Math.min(size, budget), file.size);
    for (let start = offset; start < end && found.size < texts.length; start += CHUNK) {
      const chunk = await file.bytes(start, Math.min(CHUNK + overlap, end - start));
      for (const { text, bytes } of needles) if (!found.has(text) && chunk.includes(bytes)) found.add(text);
    }
    budget -= Math.max(0, end - offset);
  }
  return found;
}
