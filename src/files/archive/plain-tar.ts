import * as zlib from 'node:zlib';
import { ActionError } from '../../errors.ts';
import { printable } from '../../printable.ts';
import type { FileSource } from '../file-source.ts';
import { spooled } from './spooled.ts';

const ZSTD = '\x28\xb5\x2f\xfd';
const GZIP = '\x1f\x8b';

/** The tar itself, decompressed to the disk where it has to be. What it is tell its first bytes, and not its name. */
export async function plainTar(archive: FileSource, temporaryFolder: string): Promise<FileSource> {
  const head = Buffer.from(await archive.read(0, Math.min(4, archive.size))).toString('latin1');
  if (head.startsWith(GZIP)) return await spooled(archive, zlib.createGunzip(), temporaryFolder);
  if (head !== ZSTD) return archive;
  // Node has it since 22.15. https://nodejs.org/api/zlib.html#class-zlibzstddecompress
  if (typeof zlib.createZstdDecompress === 'function') {
    return await spooled(archive, zlib.createZstdDecompress(), temporaryFolder);
  }
  throw new ActionError('file', `"${printable(archive.name)}" is compressed with zstd, which this Node cannot read`, {
    hint: 'Use Node 22.15 or later, or decompress it in a step before: zstd -d rootfs.tar.zst',
  });
}
