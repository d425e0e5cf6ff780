import {
  __require
} from "./shared.js";

// builtin:node:path
var builtin = __require("node:path");
var resolve = /* @__PURE__ */ (() => builtin.resolve)();
var isAbsolute = /* @__PURE__ */ (() => builtin.isAbsolute)();
var join = /* @__PURE__ */ (() => builtin.join)();
var relative = /* @__PURE__ */ (() => builtin.relative)();
var dirname = /* @__PURE__ */ (() => builtin.dirname)();
var basename = /* @__PURE__ */ (() => builtin.basename)();
var parse = /* @__PURE__ */ (() => builtin.parse)();
var sep = /* @__PURE__ */ (() => builtin.sep)();
var delimiter = /* @__PURE__ */ (() => builtin.delimiter)();
var posix = /* @__PURE__ */ (() => builtin.posix)();

// builtin:node:crypto
var builtin2 = __require("node:crypto");
var createHash = /* @__PURE__ */ (() => builtin2.createHash)();
var X509Certificate = /* @__PURE__ */ (() => builtin2.X509Certificate)();

// src/oci/json.ts
function jsonBytes(document) {
  return Buffer.from(JSON.stringify(document), "utf8");
}
function sortedMap(map) {
  const entries = Object.entries(map).sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  return Object.fromEntries(entries);
}

export {
  resolve,
  isAbsolute,
  join,
  relative,
  dirname,
  basename,
  parse,
  sep,
  delimiter,
  posix,
  createHash,
  X509Certificate,
  jsonBytes,
  sortedMap
};
