import {
  createHash
} from "./builtin-node-crypto.js";
import {
  ActionError
} from "./errors.js";

// src/oci/digest.ts
var DIGEST = /^sha256:[0-9a-f]{64}$/;
function isDigest(text) {
  return DIGEST.test(text);
}
function parseDigest(text) {
  if (isDigest(text)) return text;
  throw new ActionError(
    "registry",
    `"${text.slice(0, 100)}" is not a digest: sha256: and 64 hexadecimal digits are expected`
  );
}
function digestOf(bytes) {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}
function hexOf(digest) {
  return digest.slice("sha256:".length);
}

export {
  isDigest,
  parseDigest,
  digestOf,
  hexOf
};
