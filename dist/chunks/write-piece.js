import { REF_NAME, BLOBS, storedBlobs, linkIn } from './stored-layout.js';
import { randomBytes, rename, rm, readdir, join, open, makeDirectory, dirname, basename, hexOf, jsonBytes, documentOf, MEDIA_TYPE, printable, readFile, stat, resolve } from './start.js';
import { require_tar_stream } from './streamx-index.js';
import { __toESM, ActionError, messageOf } from './boot.js';

// src/layout/archive.ts
var import_tar_stream = __toESM(require_tar_stream(), 1);

// src/layout/write-piece.ts
async function writeWhole(path, write) {
  const temporary = `${path}.${process.pid}.${randomBytes(4).toString("hex")}.partial`;
  try {
    await write(temporary);
    await rename(temporary, path);
  } finally {
    await rm(temporary, { force: true });
  }
}
async function removeAbandoned(folder, file = "") {
  for (const name of await readdir(folder)) {
    const [, whole = "", process2] = PARTIAL.exec(name) ?? [];
    if (whole === "" || file !== "" && whole !== file || isRunning(process2)) continue;
    await rm(join(folder, name), { force: true });
  }
}
var PARTIAL = /^(.+?)(?:\.(\d+)\.[0-9a-f]{8})?\.partial$/;
function isRunning(id) {
  if (id === void 0) return false;
  try {
    return process.kill(Number(id), 0);
  } catch (error) {
    return error.code === "EPERM";
  }
}
async function writePiece(path, piece) {
  await writeWhole(path, async (temporary) => {
    const file = await open(temporary, "wx");
    try {
      await file.writeFile(exactly(piece));
    } finally {
      await file.close();
    }
  });
}
async function* exactly({ path, size, read }) {
  let total = 0;
  for await (const bytes of read()) {
    total += bytes.length;
    yield bytes;
  }
  if (total === size) return;
  throw new ActionError("internal", `${path} has ${total} bytes where ${size} were announced`);
}
function bytesPiece(path, bytes) {
  return {
    path,
    size: bytes.length,
    read: async function* () {
      yield bytes;
    }
  };
}
function stoppable(piece, signal) {
  return {
    ...piece,
    read: async function* () {
      for await (const bytes of piece.read()) {
        signal.throwIfAborted();
        yield bytes;
      }
    }
  };
}
function distinct(pieces) {
  const byPath = new Map(pieces.map((piece) => [piece.path, piece]));
  return [...byPath.values()].sort((a, b) => a.path < b.path ? -1 : 1);
}

// src/layout/archive.ts
var BLOCK = 512;
async function writeArchive(path, pieces) {
  await makeDirectory(dirname(path));
  await removeAbandoned(dirname(path), basename(path));
  await writeWhole(path, async (temporary) => {
    const file = await open(temporary, "wx");
    try {
      await file.writeFile(archiveOf(pieces));
    } finally {
      await file.close();
    }
  });
}
async function* archiveOf(pieces) {
  for (const directory of directoriesOf(pieces)) yield await header(`${directory}/`, 0);
  for (const piece of pieces) {
    yield await header(piece.path, piece.size);
    yield* exactly(piece);
    yield Buffer.alloc(-piece.size & BLOCK - 1);
  }
  yield Buffer.alloc(2 * BLOCK);
}
async function header(name, size) {
  const tar = (0, import_tar_stream.pack)();
  const directory = name.endsWith("/");
  tar.entry({
    name,
    size,
    type: directory ? "directory" : "file",
    mode: directory ? 493 : 420,
    mtime: /* @__PURE__ */ new Date(0),
    uid: 0,
    gid: 0,
    uname: "",
    gname: ""
  });
  await new Promise((resolve2) => tar.once("readable", resolve2));
  const block = tar.read();
  if (!Buffer.isBuffer(block)) throw new TypeError(`no header for ${name}`);
  return block;
}
function directoriesOf(pieces) {
  const directories = pieces.flatMap(({ path }) => {
    const parts = path.split("/").slice(0, -1);
    return parts.map((_part, index) => parts.slice(0, index + 1).join("/"));
  });
  return [...new Set(directories)].sort();
}

// src/layout/docker-archive.ts
function dockerPieces({ config, layers }, name, readTar) {
  const configPath = `${hexOf(config.descriptor.digest)}.json`;
  const manifest = {
    Config: configPath,
    RepoTags: name === void 0 ? null : [name],
    Layers: layers.map(({ diffId }) => layerPath(diffId))
  };
  const tars = layers.map(({ layer, diffId }) => ({
    path: layerPath(diffId),
    size: layer.tarSize,
    read: () => readTar(layer)
  }));
  return [bytesPiece("manifest.json", jsonBytes([manifest])), bytesPiece(configPath, config.bytes), ...distinct(tars)];
}
function layerPath(diffId) {
  return `${hexOf(diffId)}.tar`;
}

// src/layout/layout-pieces.ts
function layoutPieces(images, name) {
  const version = bytesPiece("oci-layout", Buffer.from('{"imageLayoutVersion":"1.0.0"}'));
  return { head: [version, indexPiece(images.root, name)], blobs: distinct(blobPieces(images)) };
}
function indexPiece({ mediaType, digest, size }, name) {
  const annotations = name === void 0 ? {} : { annotations: { [REF_NAME]: name } };
  const { bytes } = documentOf(MEDIA_TYPE.index, {
    schemaVersion: 2,
    mediaType: MEDIA_TYPE.index,
    manifests: [{ mediaType, digest, size, ...annotations }]
  });
  return bytesPiece("index.json", bytes);
}
function blobPieces({ images, index }) {
  const documents = images.flatMap(({ config, manifest }) => [config, manifest]);
  const all = index === void 0 ? documents : [...documents, index];
  return [
    ...all.map(({ bytes, descriptor }) => bytesPiece(blobPath(descriptor), bytes)),
    ...images.flatMap(
      ({ layers }) => layers.map(({ layer, descriptor }) => ({
        path: blobPath(descriptor),
        size: descriptor.size,
        read: () => layer.blob.read(0)
      }))
    )
  ];
}
function blobPath({ digest }) {
  return `blobs/${digest.replace(":", "/")}`;
}

// src/layout/oci-directory.ts
var ROUNDS = 3;
async function writeOciDirectory(directory, { head, blobs }) {
  const [index, ...first] = head.toReversed();
  if (index === void 0) return;
  await makeDirectory(directory);
  for (const piece of first) await writePiece(join(directory, piece.path), piece);
  await makeDirectory(join(directory, BLOBS));
  await refuseLink(directory);
  for (const piece of blobs) await writePiece(join(directory, piece.path), piece);
  const before = await storedBlobs(directory);
  await writePiece(join(directory, index.path), index);
  await removeOld(directory, before, index, blobs);
  for (let round = 0; round < ROUNDS; round++) await writeMissing(directory, blobs);
}
async function refuseLink(directory) {
  const link = await linkIn(directory);
  if (link === void 0) return;
  throw new ActionError("output", `output: oci:${printable(directory, 200)} has a symbolic link at ${link}`);
}
async function removeOld(directory, before, index, blobs) {
  const wanted = new Set(blobs.map(({ path }) => path));
  for (const name of before) {
    if (wanted.has(`${BLOBS}/${name}`)) continue;
    if (!await isStored(directory, index)) return;
    await rm(join(directory, BLOBS, name), { force: true });
  }
  for (const folder of [directory, join(directory, BLOBS)]) await removeAbandoned(folder);
}
async function isStored(directory, piece) {
  const stored = await readFile(join(directory, piece.path)).catch(() => Buffer.alloc(0));
  const bytes = [];
  for await (const part of piece.read()) bytes.push(part);
  return stored.equals(Buffer.concat(bytes));
}
async function writeMissing(directory, blobs) {
  for (const piece of blobs) {
    const path = join(directory, piece.path);
    const stats = await stat(path).catch(() => void 0);
    if (stats?.size !== piece.size) await writePiece(path, piece);
  }
}

// src/layout/write-outputs.ts
async function writeOutputs(targets, images, readTar, workspace, signal = new AbortController().signal) {
  for (const target of targets) {
    try {
      await writeOutput({ ...target, path: resolve(workspace, target.path) }, images, readTar, signal);
    } catch (thrown) {
      if (thrown instanceof ActionError) throw thrown;
      const message = `output: ${target.kind}:${printable(target.path, 200)} cannot be written: ${printable(messageOf(thrown))}`;
      throw new ActionError("output", message, { cause: thrown });
    }
  }
}
async function writeOutput({ kind, path, name }, images, readTar, signal) {
  const until = (pieces) => pieces.map((piece) => stoppable(piece, signal));
  if (kind === "docker-archive") return await writeArchive(path, until(dockerArchivePieces(images, name, readTar)));
  const { head, blobs } = layoutPieces(images, name);
  if (kind === "oci") return await writeOciDirectory(path, { head, blobs: until(blobs) });
  return await writeArchive(path, until([...head, ...blobs]));
}
function dockerArchivePieces({ images }, name, readTar) {
  const [image, ...others] = images;
  if (image !== void 0 && others.length === 0) return dockerPieces(image, name, readTar);
  throw new ActionError("output", `A docker archive holds one platform, and the image has ${images.length}`);
}

export { writeOutput, writeOutputs };
