import { about } from '../errors.ts';
import type { FileSource } from '../files/file-source.ts';
import { openFile } from '../files/open-file.ts';
import { locateSource } from '../files/workspace.ts';
import { MAX_PEM_BYTES, type PemFile } from '../image/kit/pem.ts';

/**
 * Reads a file of `ca-certificates`. Of one that is too large no more is read than shows that it is.
 * @param name as it stands in the config block
 */
export async function readPemFile(name: string, workspace: string): Promise<PemFile> {
  const file = await openPemFile(name, workspace);
  try {
    return { name, bytes: await file.read(0, Math.min(file.size, MAX_PEM_BYTES + 1)) };
  } finally {
    await file.close();
  }
}

async function openPemFile(name: string, workspace: string): Promise<FileSource> {
  try {
    return await openFile(name, await locateSource(name, workspace));
  } catch (error) {
    throw about('ca-certificates', error);
  }
}
