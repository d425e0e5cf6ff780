import {
  __require
} from "./shared.js";

// builtin:node:zlib
var builtin = __require("node:zlib");
var node_zlib_default = builtin;
var crc32 = /* @__PURE__ */ (() => builtin.crc32)();
var deflateRaw = /* @__PURE__ */ (() => builtin.deflateRaw)();
var inflateSync = /* @__PURE__ */ (() => builtin.inflateSync)();
var inflateRawSync = /* @__PURE__ */ (() => builtin.inflateRawSync)();
var brotliDecompressSync = /* @__PURE__ */ (() => builtin.brotliDecompressSync)();
var createGunzip = /* @__PURE__ */ (() => builtin.createGunzip)();
var createZstdDecompress = /* @__PURE__ */ (() => builtin.createZstdDecompress)();
var constants = /* @__PURE__ */ (() => builtin.constants)();

export {
  node_zlib_default,
  crc32,
  deflateRaw,
  inflateSync,
  inflateRawSync,
  brotliDecompressSync,
  createGunzip,
  createZstdDecompress,
  constants
};
