import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { compareBytes } from './byte-order.ts';
import { assertName, nameFault } from './source-name.ts';
import { unreadable } from './unreadable.ts';

/** What Node puts in place of bytes that are not UTF-8; a name may have the sign itself. */
const REPLACED = '\ufffd';

/**
 * What is in a directory, in the order of the bytes of the names. A name is checked by `assertEntryName`, so that the
 * first fault is the one that is told.
 * @param name as the user wrote it, for messages
 * @param file its path on this machine
 */
export async function listDirectory(name: string, file: string): Promise<Dirent[]> {
  try {
    const entries = await readdir(file, { withFileTypes: true });
    return entries.sort((a, b) => compareBytes(a.name, b.name));
  } catch (thrown) {
    throw await unreadable(name, file, thrown);
  }
}

/** Refuses what an entry of a directory may not be called in a layer. Names are bytes on the disk and UTF-8 in an image. */
export async function assertEntryName(entry: string, name: string, file: string): Promise<void> {
  if (entry.includes(REPLACED) && !(await isUtf8(entry, file))) throw nameFault(name, entry, 'is not valid UTF-8');
  assertName(entry, name);
}

/** As strings, the names of 100,000 files take a quarter of the memory, so their bytes are read where they are in doubt. */
async function isUtf8(entry: string, file: string): Promise<boolean> {
  const names = await readdir(file, { encoding: 'buffer' });
  const bytes = Buffer.from(entry);
  return names.every((one) => one.equals(bytes) || one.toString('utf8') !== entry);
}
