import { createHash } from 'node:crypto';
import { ByteReader } from './byte-reader.ts';
import type { EntryDescription } from './description.ts';
import type { Problems } from './problems.ts';
import { readHeader, readPax, type TarHeader } from './tar-header.ts';

const BLOCK = 512;
const TEXT_LIMIT = 65536;
const TYPES = { '0': 'file', '1': 'hardlink', '2': 'symlink', '5': 'directory' } as const;
const CAPABILITY = 'SCHILY.xattr.security.capability';
const PAX_KEYS = new Set(['path', 'linkpath', 'uid', 'gid', 'size', 'mtime', CAPABILITY]);

/** Reads a tar to its end; everything odd about it goes to `problems`. */
export async function readTar(source: AsyncIterable<Buffer>, problems: Problems): Promise<EntryDescription[]> {
  const reader = new ByteReader(source);
  const entries: EntryDescription[] = [];
  let pax = new Map<string, string>();
  for (;;) {
    const block = await reader.take(BLOCK);
    if (block.every((byte) => byte === 0)) break;
    const header = readHeader(block, problems);
    if (header.type === 'x') {
      pax = readPax(await content(reader, header.size, problems), problems);
      for (const key of pax.keys()) problems.check(PAX_KEYS.has(key), `the pax record ${key} is not expected`);
      continue;
    }
    const capability = pax.get(CAPABILITY);
    const entry = await readEntry(reader, merged(header, pax), problems);
    entries.push(capability === undefined ? entry : { ...entry, capability });
    pax = new Map();
  }
  await checkEnd(reader, problems);
  return entries;
}

function merged(header: TarHeader, pax: Map<string, string>): TarHeader {
  const number = (key: string, value: number) => (pax.has(key) ? Number(pax.get(key)) : value);
  return {
    name: pax.get('path') ?? header.name,
    type: header.type,
    mode: header.mode,
    uid: number('uid', header.uid),
    gid: number('gid', header.gid),
    size: number('size', header.size),
    mtime: number('mtime', header.mtime),
    target: pax.get('linkpath') ?? header.target,
  };
}

async function readEntry(reader: ByteReader, header: TarHeader, problems: Problems): Promise<EntryDescription> {
  const { name, mode, uid, gid, size, mtime } = header;
  const type = TYPES[header.type as keyof typeof TYPES];
  problems.check(type !== undefined, `"${name}" has the type "${header.type}"`);
  problems.check(type === 'file' || size === 0, `"${name}" is not a file and has ${size} bytes`);
  problems.check(name.endsWith('/') === (type === 'directory'), `"${name}": a slash at the end marks directories`);
  problems.check(mode >= 0 && mode <= 0o7777, `"${name}" has the mode ${mode.toString(8)}`);
  const path = `/${name.replace(/\/$/, '')}`;
  const described = { path, type: type ?? 'file', mode, uid, gid, mtime, size };
  if (type === 'symlink' || type === 'hardlink') return { ...described, target: header.target };
  if (type !== 'file') return described;
  return { ...described, ...(await digest(reader, size, problems)) };
}

async function digest(
  reader: ByteReader,
  size: number,
  problems: Problems,
): Promise<{ sha256: string; text?: string }> {
  const hash = createHash('sha256');
  const kept: Buffer[] = [];
  for await (const piece of reader.pieces(size)) {
    hash.update(piece);
    if (size <= TEXT_LIMIT) kept.push(piece);
  }
  await skipPadding(reader, size, problems);
  const sha256 = hash.digest('hex');
  return size <= TEXT_LIMIT ? { sha256, text: Buffer.concat(kept).toString('utf8') } : { sha256 };
}

async function content(reader: ByteReader, size: number, problems: Problems): Promise<Buffer> {
  const bytes = await reader.take(Math.min(size, 1048576));
  await skipPadding(reader, size, problems);
  return bytes;
}

async function skipPadding(reader: ByteReader, size: number, problems: Problems): Promise<void> {
  const padding = await reader.take((BLOCK - (size % BLOCK)) % BLOCK);
  problems.check(
    padding.every((byte) => byte === 0),
    `the padding before byte ${reader.position} is not zero`,
  );
}

/** After the first block of zeros comes a second one, and nothing else. */
async function checkEnd(reader: ByteReader, problems: Problems): Promise<void> {
  const second = await reader.take(BLOCK);
  problems.check(
    second.every((byte) => byte === 0),
    'the tar does not end with two blocks of zeros',
  );
  problems.check(await reader.ended(), `there is more after the tar's end at byte ${reader.position}`);
}
