import { readdir, printable, join, lstat, readFile } from './start.js';

// src/layout/stored-layout.ts
var BLOBS = "blobs/sha256";
var LAYOUT = /^(?:(?:oci-layout|index\.json)(?:\..*\.partial|\.partial)?|blobs)$/;
var BLOB = /^[0-9a-f]{64}(?:\..*)?$|\.partial$/;
var REF_NAME = "org.opencontainers.image.ref.name";
var LARGEST_DOCUMENT = 4 * 1024 * 1024;
var DEEPEST = 4;
async function layoutFault(directory, name) {
  const names = await readdir(directory);
  const foreign = names.find((one) => !LAYOUT.test(one));
  if (foreign !== void 0) return `holds something else (${printable(foreign, 100)}), which is not overwritten`;
  const link = await linkIn(directory);
  if (link !== void 0)
    return `has a symbolic link at ${link}: what it leads to is not this layout's alone, and is not touched`;
  if (names.includes("index.json")) {
    return names.includes("oci-layout") ? await otherImage(directory, name) : "is not an OCI layout and is not overwritten";
  }
  const blobs = names.includes("blobs") ? await readdir(join(directory, "blobs")) : [];
  const files = blobs.includes("sha256") ? await readdir(join(directory, BLOBS)) : [];
  const other = blobs.find((one) => one !== "sha256") ?? files.find((one) => !BLOB.test(one));
  return other === void 0 ? void 0 : `holds something else (${printable(other, 100)}), which is not overwritten`;
}
async function linkIn(directory) {
  for (const name of ["blobs", BLOBS]) {
    const stats = await lstat(join(directory, name)).catch(() => void 0);
    if (stats?.isSymbolicLink()) return name;
  }
  return void 0;
}
async function otherImage(directory, name) {
  const stored = await readDocument(join(directory, "index.json"));
  const images = listOf(stored, "manifests");
  const names = images.map((image) => nameOf(image)).filter((one) => one !== void 0);
  const other = names.find((one) => one !== name);
  if (other !== void 0) {
    return `holds the image "${printable(other, 100)}", which is not replaced; name another folder, or remove this one before`;
  }
  return images.length > 1 ? `holds ${images.length} images, which are not replaced; name another folder` : void 0;
}
async function storedBlobs(directory) {
  const found = /* @__PURE__ */ new Set();
  await collect(directory, await readDocument(join(directory, "index.json")), found, 0);
  return found;
}
async function collect(directory, document, found, depth) {
  for (const descriptor of [
    ...listOf(document, "layers"),
    ...listOf(document, "manifests"),
    fieldOf(document, "config")
  ]) {
    const [, hex] = /^sha256:([0-9a-f]{64})$/.exec(String(fieldOf(descriptor, "digest"))) ?? [];
    if (hex !== void 0) found.add(hex);
  }
  if (depth >= DEEPEST) return;
  for (const descriptor of listOf(document, "manifests")) {
    const [, hex] = /^sha256:([0-9a-f]{64})$/.exec(String(fieldOf(descriptor, "digest"))) ?? [];
    if (hex !== void 0) await collect(directory, await readDocument(join(directory, BLOBS, hex)), found, depth + 1);
  }
}
async function readDocument(path) {
  try {
    const { size } = await lstat(path);
    return size > LARGEST_DOCUMENT ? void 0 : JSON.parse(await readFile(path, "utf8"));
  } catch {
    return void 0;
  }
}
function fieldOf(document, key) {
  return typeof document === "object" && document !== null ? Reflect.get(document, key) : void 0;
}
function listOf(document, key) {
  const list = fieldOf(document, key);
  return Array.isArray(list) ? list : [];
}
function nameOf(descriptor) {
  const name = fieldOf(fieldOf(descriptor, "annotations"), REF_NAME);
  return typeof name === "string" ? name : void 0;
}

export { BLOBS, REF_NAME, layoutFault, linkIn, storedBlobs };
