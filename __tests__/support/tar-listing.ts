import { bytesSource } from '../../src/files/bytes-source.ts';
import type { Entry, FileEntry } from '../../src/rootfs/entry.ts';
import { readTar } from '../../src/rootfs/read-tar.ts';
import type { TarImage } from '../../src/rootfs/tar-image.ts';
import { checkEntries } from '../../testing/oracle/check-entries.ts';
import type { EntryDescription } from '../../testing/oracle/description.ts';
import { Problems } from '../../testing/oracle/problems.ts';
import { readTar as readWithOracle } from '../../testing/oracle/tar-reader.ts';

export const PLAIN = { mode: 0o644, uid: 0, gid: 0, mtime: 0 } as const;

export function file(path: string, text = '', fields: Partial<FileEntry> = {}): FileEntry {
  return { type: 'file', path, ...PLAIN, content: bytesSource(path, Buffer.from(text)), ...fields };
}

export function directory(path: string, fields: Partial<Entry> = {}): Entry {
  return { ...PLAIN, mode: 0o755, ...fields, type: 'directory', path } as Entry;
}

export async function bytesOf(tar: TarImage): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of readTar(tar)) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** The entries of a tar as the oracle reads them, which knows nothing of how they were written. */
export async function entriesIn(tar: TarImage): Promise<EntryDescription[]> {
  const problems = new Problems();
  const bytes = await bytesOf(tar);
  const entries = await readWithOracle(
    (async function* () {
      yield bytes;
    })(),
    problems,
  );
  checkEntries(entries, problems);
  problems.check(bytes.length === tar.size, `the tar has ${bytes.length} bytes and says ${tar.size}`);
  problems.throwAny('the tar');
  return entries;
}

/** `drwxr-xr-x`-like lines without the letters: `directory /etc 755 0:0`. */
export function linesOf(entries: readonly EntryDescription[]): string[] {
  return entries.map(({ type, path, mode, uid, gid, target }) => {
    const link = target === undefined ? '' : ` -> ${target}`;
    return `${type} ${path} ${mode.toString(8)} ${uid}:${gid}${link}`;
  });
}
