import { createHash } from './start.js';

// src/attest/attached.ts
function allDigests({ root, platforms }) {
  return [.../* @__PURE__ */ new Set([root, ...platforms.map(({ digest }) => digest)])];
}

// src/attest/file-digest.ts
var known = /* @__PURE__ */ new WeakMap();
function fileDigest(source) {
  const digest = known.get(source) ?? hashed(source);
  known.set(source, digest);
  return digest;
}
async function hashed(source) {
  const hash = createHash("sha256");
  for await (const piece of source.stream()) hash.update(piece);
  return `sha256:${hash.digest("hex")}`;
}

export { allDigests, fileDigest };
