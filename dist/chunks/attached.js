// src/attest/attached.ts
function allDigests({ root, platforms }) {
  return [.../* @__PURE__ */ new Set([root, ...platforms.map(({ digest }) => digest)])];
}

export { allDigests };
