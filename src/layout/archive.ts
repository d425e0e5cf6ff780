import { open } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { pack } from 'tar-stream';
import { makeDirectory } from './make-directory.ts';
import { exactly, type Piece, removeAbandoned, writeWhole } from './write-piece.ts';

const BLOCK = 512;

/** Writes pieces into a tar, one after the other; the same pieces give the same bytes. */
export async function writeArchive(path: string, pieces: readonly Piece[]): Promise<void> {
  await makeDirectory(dirname(path));
  await removeAbandoned(dirname(path), basename(path));
  await writeWhole(path, async (temporary) => {
    const file = await open(temporary, 'wx');
    try {
      await file.writeFile(archiveOf(pieces));
    } finally {
      await file.close();
    }
  });
}

async function* archiveOf(pieces: readonly Piece[]): AsyncIterable<Uint8Array> {
  for (const directory of directoriesOf(pieces)) yield await header(`${directory}/`, 0);
  for (const piece of pieces) {
    yield await header(piece.path, piece.size);
    yield* exactly(piece);
    yield Buffer.alloc(-piece.size & (BLOCK - 1));
  }
  yield Buffer.alloc(2 * BLOCK);
}

/** Every field is set: tar-stream would put in the time of the run. */
async function header(name: string, size: number): Promise<Buffer> {
  const tar = pack();
  const directory = name.endsWith('/');
  tar.entry({
    name,
    size,
    type: directory ? 'directory' : 'file',
    mode: directory ? 0o755 : 0o644,
    mtime: new Date(0),
    uid: 0,
    gid: 0,
    uname: '',
    gname: '',
  });
  await new Promise<void>((resolve) => tar.once('readable', resolve));
  const block: unknown = tar.read();
  if (!Buffer.isBuffer(block)) throw new TypeError(`no header for ${name}`);
  return block;
}

function directoriesOf(pieces: readonly Piece[]): string[] {
  const directories = pieces.flatMap(({ path }) => {
    const parts = path.split('/').slice(0, -1);
    return parts.map((_part, index) => parts.slice(0, index + 1).join('/'));
  });
  return [...new Set(directories)].sort();
}
