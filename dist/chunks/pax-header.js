import { require_tar_stream } from './streamx-index.js';
import { __toESM } from './boot.js';

// src/rootfs/pax-header.ts
var import_tar_stream = __toESM(require_tar_stream(), 1);

// src/rootfs/file-capabilities.ts
var VERSION_2 = 33554432;
var EFFECTIVE = 1;
var CAPABILITY_SIZE = 20;
function encodeCapabilities({ effective, permitted, inheritable }) {
  const bytes = Buffer.alloc(CAPABILITY_SIZE);
  bytes.writeUInt32LE(VERSION_2 + (effective ? EFFECTIVE : 0), 0);
  for (const [word, at] of [
    [0, 4],
    [1, 12]
  ]) {
    bytes.writeUInt32LE(maskOf(permitted, word), at);
    bytes.writeUInt32LE(maskOf(inheritable, word), at + 4);
  }
  return bytes;
}
function maskOf(numbers, word) {
  const half = numbers.filter((number) => number >> 5 === word);
  return half.reduce((mask, number) => mask + 2 ** (number & 31), 0);
}

// src/rootfs/pax-header.ts
var CAPABILITY = "SCHILY.xattr.security.capability";
var BLOCK = 512;
var TYPES = { directory: "directory", file: "file", symlink: "symlink", hardlink: "link" };
var REGULAR = 32768;
var PLACE = "x".repeat(CAPABILITY_SIZE);
async function paxHeader(fields, records, capabilities) {
  if (capabilities === void 0) return await headerBlocks(fields, records);
  const blocks = await headerBlocks(fields, { ...records, [CAPABILITY]: PLACE });
  const record = blocks.lastIndexOf(`${CAPABILITY}=${PLACE}`, -BLOCK);
  encodeCapabilities(capabilities).copy(blocks, record + CAPABILITY.length + 1);
  return blocks;
}
async function headerBlocks(fields, records) {
  const tar = (0, import_tar_stream.pack)();
  tar.entry(headerOf(fields, records));
  await new Promise((resolve) => tar.once("readable", resolve));
  const blocks = [];
  for (let block = tar.read(); Buffer.isBuffer(block); block = tar.read()) blocks.push(block);
  return Buffer.concat(blocks);
}
function headerOf({ name, mode, uid, gid, size, mtime, type, linkname }, records) {
  return {
    name,
    type: TYPES[type],
    mode: REGULAR | mode,
    uid: records.uid === void 0 ? uid : 0,
    gid: records.gid === void 0 ? gid : 0,
    size,
    mtime: new Date(records.mtime === void 0 ? mtime * 1e3 : 0),
    linkname,
    uname: "",
    gname: "",
    devmajor: 0,
    devminor: 0,
    pax: { ...records }
  };
}

export { paxHeader };
