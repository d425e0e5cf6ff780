import type { ElfFile } from './elf/elf-file.ts';
import { broken } from './elf/header.ts';
import { SegmentType } from './elf/segments.ts';

/**
 * Fails for a download that was given its size before its bytes, and stopped: from some place inside the program on there are only
 * zeros. A program can hold zeros anywhere; a table of sections, or Go's record of the build, cannot be of zeros alone.
 */
export async function assertFinished(file: ElfFile): Promise<void> {
  if ((await lostSections(file)) || (await lostGoRecord(file))) {
    throw broken(file.name, 'it ends in nothing but zeros, as a download that stopped before its end');
  }
}

/** Sections after the first, which is empty in every file. */
const SECTIONS = 8;

/** Linkers put the table behind the program. Where the program is whole, the table may as well have been wiped. */
async function lostSections(file: ElfFile): Promise<boolean> {
  const { offset, entrySize, count } = file.header.sections;
  if (offset === 0 || count < 2 || offset + entrySize * count > file.size) return false;
  const table = await file.bytes(offset + entrySize, entrySize * Math.min(count - 1, SECTIONS));
  return isZero(table) && isZero(await lastLoaded(file));
}

const LAST_BYTES = 64;

async function lastLoaded(file: ElfFile): Promise<Buffer> {
  const loaded = file.segments.filter(({ type, fileSize }) => type === SegmentType.load && fileSize > 0);
  const end = Math.max(...loaded.map(({ offset, fileSize }) => offset + fileSize));
  return file.bytes(Math.max(0, end - LAST_BYTES), LAST_BYTES);
}

/** Go's linker puts the table in front, and this record among the last of what is loaded. */
async function lostGoRecord(file: ElfFile): Promise<boolean> {
  const record = file.section('.go.buildinfo');
  return record !== undefined && record.size > 0 && isZero(await file.bytes(record.offset, Math.min(record.size, 32)));
}

function isZero(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === 0);
}
