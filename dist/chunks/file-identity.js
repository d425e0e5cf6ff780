import {
  printable
} from "./printable.js";
import {
  ActionError
} from "./errors.js";

// src/files/file-identity.ts
function identityOf({ dev, ino, size, mtimeNs, ctimeNs }) {
  return { dev, ino, size, mtimeNs, ctimeNs };
}
function sameIdentity(a, b) {
  return a.size === b.size && a.mtimeNs === b.mtimeNs && a.ctimeNs === b.ctimeNs && a.ino === b.ino && a.dev === b.dev;
}
function changedError(name) {
  return new ActionError("file", `"${printable(name)}" changed while it was being read`, {
    hint: "Let the step that writes it end before this one starts."
  });
}
function specialKind(stats) {
  if (stats.isFile()) return void 0;
  if (stats.isDirectory()) return "a directory";
  if (stats.isSymbolicLink()) return "a symbolic link";
  if (stats.isFIFO()) return "a named pipe (FIFO)";
  if (stats.isSocket()) return "a socket";
  return "a device";
}

// src/files/read-pieces.ts
var PIECE = 1024 * 1024;
async function readExactly(name, handle, offset, length) {
  const buffer = Buffer.allocUnsafe(length);
  for (let filled = 0; filled < length; ) {
    const { bytesRead } = await handle.read(buffer, filled, length - filled, offset + filled);
    if (bytesRead === 0) throw changedError(name);
    filled += bytesRead;
  }
  return buffer;
}
async function* pieces(name, handle, start, end) {
  for (let at = start; at < end; at += PIECE) yield await readExactly(name, handle, at, Math.min(PIECE, end - at));
}

export {
  identityOf,
  sameIdentity,
  changedError,
  specialKind,
  readExactly,
  pieces
};
