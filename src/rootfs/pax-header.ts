import { type Header, pack } from 'tar-stream';
import { CAPABILITY_SIZE, encodeCapabilities, type FileCapabilities } from './file-capabilities.ts';
import type { UstarFields } from './ustar-header.ts';

/** As buildah and BuildKit write extended attributes. https://github.com/opencontainers/image-spec/blob/main/layer.md#file-attributes */
const CAPABILITY = 'SCHILY.xattr.security.capability';

const BLOCK = 512;

/** What ustar cannot hold; tar-stream adds the names by itself. */
export interface PaxRecords {
  uid?: string;
  gid?: string;
  mtime?: string;
  size?: string;
  [CAPABILITY]?: string;
}

const TYPES = { directory: 'directory', file: 'file', symlink: 'symlink', hardlink: 'link' } as const;

/** tar-stream takes mode 0 for "none given"; with the bit of a regular file, which it masks away, 0 stays 0. */
const REGULAR = 0o100000;

/** Stands for the attribute's bytes: tar-stream takes texts alone. */
const PLACE = 'x'.repeat(CAPABILITY_SIZE);

/** A pax header with what ustar cannot hold, and the header block of the entry, with 0 in its place. */
export async function paxHeader(
  fields: UstarFields,
  records: PaxRecords,
  capabilities?: FileCapabilities,
): Promise<Buffer> {
  if (capabilities === undefined) return await headerBlocks(fields, records);
  const blocks = await headerBlocks(fields, { ...records, [CAPABILITY]: PLACE });
  // It is the last of the records; the entry's own block comes after them.
  const record = blocks.lastIndexOf(`${CAPABILITY}=${PLACE}`, -BLOCK);
  encodeCapabilities(capabilities).copy(blocks, record + CAPABILITY.length + 1);
  return blocks;
}

async function headerBlocks(fields: UstarFields, records: PaxRecords): Promise<Buffer> {
  const tar = pack();
  tar.entry(headerOf(fields, records));
  await new Promise<void>((resolve) => tar.once('readable', resolve));
  const blocks: Buffer[] = [];
  for (let block: unknown = tar.read(); Buffer.isBuffer(block); block = tar.read()) blocks.push(block);
  return Buffer.concat(blocks);
}

/** A fresh header with every field set: tar-stream fills in what is missing (times!) and changes what it is given. */
function headerOf({ name, mode, uid, gid, size, mtime, type, linkname }: UstarFields, records: PaxRecords): Header {
  return {
    name,
    type: TYPES[type],
    mode: REGULAR | mode,
    uid: records.uid === undefined ? uid : 0,
    gid: records.gid === undefined ? gid : 0,
    size,
    mtime: new Date(records.mtime === undefined ? mtime * 1000 : 0),
    linkname,
    uname: '',
    gname: '',
    devmajor: 0,
    devminor: 0,
    pax: { ...records },
  };
}
