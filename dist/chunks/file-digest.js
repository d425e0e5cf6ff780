import {
  createHash
} from "./builtin-node-crypto.js";

// src/attest/attached.ts
function allDigests({ root, platforms }) {
  return [.../* @__PURE__ */ new Set([root, ...platforms.map(({ digest }) => digest)])];
}

// src/attest/file-digest.ts
async function fileDigest(source) {
  const hash = createHash("sha256");
  for await (const piece of source.stream()) hash.update(piece);
  return `sha256:${hash.digest("hex")}`;
}

export {
  allDigests,
  fileDigest
};
