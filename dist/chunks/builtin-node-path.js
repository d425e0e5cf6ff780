import {
  __require
} from "./shared.js";

// builtin:node:path
var builtin = __require("node:path");
var node_path_default = builtin;
var resolve = /* @__PURE__ */ (() => builtin.resolve)();
var isAbsolute = /* @__PURE__ */ (() => builtin.isAbsolute)();
var join = /* @__PURE__ */ (() => builtin.join)();
var relative = /* @__PURE__ */ (() => builtin.relative)();
var dirname = /* @__PURE__ */ (() => builtin.dirname)();
var basename = /* @__PURE__ */ (() => builtin.basename)();
var parse = /* @__PURE__ */ (() => builtin.parse)();
var sep = /* @__PURE__ */ (() => builtin.sep)();
var delimiter = /* @__PURE__ */ (() => builtin.delimiter)();
var win32 = /* @__PURE__ */ (() => builtin.win32)();
var posix = /* @__PURE__ */ (() => builtin.posix)();

export {
  node_path_default,
  resolve,
  isAbsolute,
  join,
  relative,
  dirname,
  basename,
  parse,
  sep,
  delimiter,
  win32,
  posix
};
