import { exclusionOf } from './read-config-files.js';
import { assertName, HEAD, firstSight } from './find-for-platform.js';
import { bytesSource, join, randomUUID, open, rm, printable, pieces, readExactly, createGunzip, createZstdDecompress, posix, compareBytes } from './start.js';
import { __require, ActionError, messageOf } from './boot.js';

// src/files/archive/part-source.ts
function partOf(whole, name, start, size) {
  if (whole.bytes !== void 0) return bytesSource(name, whole.bytes.subarray(start, start + size));
  return {
    name,
    size,
    read: (offset, length) => {
      if (offset + length > size) throw new RangeError(`${name} has only ${size} bytes`);
      return whole.read(start + offset, length);
    },
    stream: (from = 0, to = size) => whole.stream(start + from, start + Math.min(to, size)),
    assertUnchanged: () => whole.assertUnchanged(),
    close: () => whole.close()
  };
}

// builtin:node:stream/promises
var builtin = __require("node:stream/promises");
var pipeline = /* @__PURE__ */ (() => builtin.pipeline)();

// src/files/archive/spooled.ts
var LARGEST_TAR = 8 * 1024 ** 3;
async function spooled(archive, decompressor, temporaryFolder, largest = LARGEST_TAR) {
  const path = join(temporaryFolder, `from-scratch-${randomUUID()}.tar`);
  const handle = await open(path, "wx+", 384);
  try {
    await rm(path, { force: true });
    const size = await decompress(archive, decompressor, handle, largest);
    return sourceOf(archive, handle, size);
  } catch (error) {
    await handle.close();
    if (error instanceof ActionError) throw error;
    const message = `"${printable(archive.name)}" cannot be decompressed: ${printable(messageOf(error), 300)}`;
    throw new ActionError("file", message, { hint: "Check the step that wrote it.", cause: error });
  }
}
async function decompress(archive, decompressor, handle, largest) {
  let size = 0;
  await pipeline(archive.stream(), decompressor, async (output) => {
    for await (const piece of output) {
      if (size + piece.length > largest) {
        throw new ActionError(
          "file",
          `"${printable(archive.name)}" has more than ${largest} bytes when it is decompressed`
        );
      }
      await handle.write(piece, 0, piece.length, size);
      size += piece.length;
    }
  });
  await archive.assertUnchanged();
  return size;
}
function sourceOf({ name }, handle, size) {
  return {
    name,
    size,
    read: (offset, length) => readExactly(name, handle, offset, length),
    stream: (start = 0, end = size) => pieces(name, handle, start, end),
    // Nobody else can open a file without a name.
    assertUnchanged: async () => {
    },
    close: () => handle.close()
  };
}

// src/files/archive/plain-tar.ts
var ZSTD = "(\xB5/\xFD";
var GZIP = "\x8B";
async function plainTar(archive, temporaryFolder) {
  const head = Buffer.from(await archive.read(0, Math.min(4, archive.size))).toString("latin1");
  if (head.startsWith(GZIP)) return await spooled(archive, createGunzip(), temporaryFolder);
  if (head !== ZSTD) return archive;
  if (typeof createZstdDecompress === "function") {
    return await spooled(archive, createZstdDecompress(), temporaryFolder);
  }
  throw new ActionError("file", `"${printable(archive.name)}" is compressed with zstd, which this Node cannot read`, {
    hint: "Use Node 22.15 or later, or decompress it in a step before: zstd -d rootfs.tar.zst"
  });
}

// src/files/archive/tar-block.ts
var BLOCK = 512;
function parseTarBlock(block) {
  if (numberAt(block, 148, 8) !== checksumOf(block)) return void 0;
  const ustar = block.toString("latin1", 257, 262) === "ustar";
  const prefix = ustar && block[262] === 0 ? textAt(block, 345, 155) : "";
  const name = textAt(block, 0, 100);
  return {
    name: prefix === "" ? name : `${prefix}/${name}`,
    type: String.fromCharCode(block[156] || 48),
    mode: numberAt(block, 100, 8) & 4095,
    uid: numberAt(block, 108, 8),
    gid: numberAt(block, 116, 8),
    size: numberAt(block, 124, 12),
    target: textAt(block, 157, 100)
  };
}
function textAt(block, start, length) {
  const field = block.subarray(start, start + length);
  const end = field.indexOf(0);
  return field.toString("utf8", 0, end < 0 ? length : end);
}
function numberAt(block, start, length) {
  const first = block[start] ?? 0;
  if (first >= 128) {
    const low = block.subarray(start + 1, start + length);
    return low.reduce((sum, byte) => sum * 256 + byte, first & 127);
  }
  const digits = textAt(block, start, length).trim();
  return digits === "" ? 0 : /^[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : Number.NaN;
}
function checksumOf(block) {
  let sum = 8 * 32;
  for (const [place, byte] of block.entries()) if (place < 148 || place >= 156) sum += byte;
  return sum;
}

// src/files/archive/read-archive.ts
var MOST_ENTRIES = 5e5;
var LARGEST_HEADER = 1024 * 1024;
var NUMBERS = ["uid", "gid", "size"];
async function* readArchive(tar) {
  let records = /* @__PURE__ */ new Map();
  let count = 0;
  for (let at = 0; at + BLOCK <= tar.size; ) {
    const block = Buffer.from(await tar.read(at, BLOCK));
    if (block.every((byte) => byte === 0)) return;
    const header = parseTarBlock(block) ?? fail(tar, `is not a tar, or damaged at byte ${at}`);
    const offset = at + BLOCK;
    const extension = isExtension(header);
    const merged = extension ? header : mergedWith(header, records, tar);
    at = offset + Math.ceil(merged.size / BLOCK) * BLOCK;
    if (!(offset + merged.size <= tar.size)) fail(tar, `is cut off inside "${printable(header.name, 200)}"`);
    if (extension) {
      records = await extended(records, header, offset, tar);
      continue;
    }
    count += 1;
    if (count > MOST_ENTRIES) fail(tar, `has more than ${MOST_ENTRIES} entries`);
    yield { ...merged, offset, capable: records.has("SCHILY.xattr.security.capability") };
    records = /* @__PURE__ */ new Map();
  }
}
function isExtension({ type }) {
  return ["x", "g", "L", "K"].includes(type);
}
async function extended(records, { type, size }, at, tar) {
  if (size > LARGEST_HEADER) fail(tar, `has a header of ${size} bytes`);
  const bytes = Buffer.from(await tar.read(at, size));
  if (type === "g") return records;
  if (type === "x") return new Map([...records, ...paxRecords(bytes, tar)]);
  return new Map([...records, [type === "L" ? "path" : "linkpath", bytes.toString("utf8").replace(/\0.*$/s, "")]]);
}
function paxRecords(bytes, tar) {
  const records = /* @__PURE__ */ new Map();
  for (let rest = bytes; rest.length > 0; ) {
    const [, digits = ""] = /^([1-9][0-9]{0,6}) /.exec(rest.toString("latin1", 0, 8)) ?? [];
    const length = Number(digits);
    if (digits === "" || length > rest.length || rest[length - 1] !== 10) fail(tar, "has a damaged pax header");
    const [key = "", value = ""] = split(rest.toString("utf8", digits.length + 1, length - 1));
    records.set(key, value);
    rest = rest.subarray(length);
  }
  return records;
}
function split(record) {
  const equals = record.indexOf("=");
  return [record.slice(0, equals), record.slice(equals + 1)];
}
function mergedWith(header, records, tar) {
  const merged = {
    ...header,
    name: records.get("path") ?? header.name,
    target: records.get("linkpath") ?? header.target
  };
  for (const key of NUMBERS) if (records.has(key)) merged[key] = Number(records.get(key));
  const name = printable(merged.name, 200);
  if (header.type === "S" || [...records.keys()].some((key) => key.startsWith("GNU.sparse."))) {
    fail(tar, `holds "${name}" with holes (sparse); make it with tar --hole-detection=raw, without --sparse`);
  }
  for (const key of NUMBERS) {
    if (!(Number.isSafeInteger(merged[key]) && merged[key] >= 0)) fail(tar, `says no valid ${key} of "${name}"`);
  }
  return ["0", "7"].includes(header.type) ? merged : { ...merged, size: 0 };
}
function fail(tar, what) {
  throw new ActionError("file", `"${printable(tar.name)}" ${what}`);
}

// src/files/archive/unpack-archive.ts
var LARGEST_ID = 4294967294;
var KINDS = { "3": "a device", "4": "a device", "6": "a named pipe (FIFO)" };
async function unpackArchive(archive, options, temporaryFolder) {
  const tar = await plainTar(archive, temporaryFolder);
  const isExcluded = exclusionOf(options.exclude);
  const items = /* @__PURE__ */ new Map();
  for await (const entry of readArchive(tar)) {
    const path = pathOf(entry.name, tar);
    if (isExcluded(path)) continue;
    const item = await itemOf(entry, path, tar, options);
    const known = items.get(path);
    if (known !== void 0 && (known.kind !== "directory" || item.kind !== "directory")) {
      fail(tar, `holds "${printable(entry.name, 200)}" twice`);
    }
    items.set(path, item);
  }
  return linked(items, tar);
}
function pathOf(name, tar) {
  const parts = name.split("/").filter((part) => part !== "" && part !== ".");
  if (parts.includes("..")) fail(tar, `holds "${printable(name, 200)}", which leads out of it`);
  for (const [index, part] of parts.entries()) assertName(part, posix.join(tar.name, ...parts.slice(0, index)));
  if (name.includes("\uFFFD")) fail(tar, `holds the name "${printable(name, 200)}", which is not valid UTF-8`);
  return parts.join("/");
}
async function itemOf(entry, path, tar, options) {
  const { type, name, mode, uid, gid } = entry;
  if (uid > LARGEST_ID || gid > LARGEST_ID)
    fail(tar, `gives "${printable(name, 200)}" an owner that Linux does not have`);
  const stat = { mode, uid, gid };
  switch (type) {
    case "5":
      return { kind: "directory", path, stat };
    case "0":
    case "7":
      return name.endsWith("/") ? { kind: "directory", path, stat } : await fileItem(entry, path, tar);
    case "1":
      return { kind: "hardlink", path, stat, target: pathOf(entry.target, tar) };
    case "2":
      return { kind: "symlink", path, stat, target: linkTarget(entry, path, tar, options) };
    default:
      return fail(
        tar,
        `holds "${printable(name, 200)}", ${KINDS[type] ?? `an entry of type ${printable(type)}`}, which cannot be copied; leave it out by exclude`
      );
  }
}
async function fileItem(entry, path, tar) {
  const { mode, uid, gid, offset, size, capable } = entry;
  const name = `${tar.name}:${path}`;
  const head = await tar.read(offset, Math.min(HEAD, size));
  const content = partOf(tar, name, offset, size);
  return {
    kind: "file",
    path,
    content,
    stat: { mode, uid, gid },
    ...firstSight(name, head),
    ...capable ? { capable } : {}
  };
}
function linkTarget({ name, target }, path, tar, { toRoot }) {
  const absolute = target.startsWith("/");
  const inside = !/^\.\.(?:\/|$)/.test(posix.join(posix.dirname(path), target));
  if (target !== "" && (absolute ? toRoot === true : inside)) return target;
  return fail(
    tar,
    `holds "${printable(name, 200)}", a symbolic link to ${printable(target, 200)}, which leads out of it`
  );
}
function linked(items, tar) {
  const names = /* @__PURE__ */ new Map();
  const rest = [];
  for (const item of items.values()) {
    const file = item.kind === "hardlink" ? followed(item, items) : item;
    if (file === void 0) fail(tar, `holds "${printable(item.path, 200)}", a hard link to a file that is not in it`);
    if (file.kind === "file") names.set(file, [...names.get(file) ?? [], item]);
    else rest.push(item);
  }
  for (const [file, group] of names) {
    const [first = file, ...others] = group.toSorted((a, b) => compareBytes(a.path, b.path));
    rest.push({ ...file, path: first.path });
    for (const { path } of others)
      rest.push({ kind: "hardlink", path, target: first.path, ...file.stat && { stat: file.stat } });
  }
  return rest.toSorted((a, b) => compareBytes(a.path, b.path));
}
var MOST_LINKS = 40;
function followed(link, items) {
  let item = link;
  for (let links = 0; item?.kind === "hardlink" && links < MOST_LINKS; links++) item = items.get(item.target);
  return item?.kind === "file" ? item : void 0;
}

export { unpackArchive };
