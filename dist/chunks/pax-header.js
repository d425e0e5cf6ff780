import {
  require_tar_stream
} from "./streamx-index.js";
import {
  __toESM
} from "./shared.js";

// src/rootfs/pax-header.ts
var import_tar_stream = __toESM(require_tar_stream(), 1);
var TYPES = { directory: "directory", file: "file", symlink: "symlink", hardlink: "link" };
var REGULAR = 32768;
async function paxHeader(fields, records) {
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
export {
  paxHeader
};
