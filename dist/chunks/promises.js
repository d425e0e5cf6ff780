import {
  __require
} from "./shared.js";

// builtin:node:fs/promises
var builtin = __require("node:fs/promises");
var open = /* @__PURE__ */ (() => builtin.open)();
var rename = /* @__PURE__ */ (() => builtin.rename)();
var rm = /* @__PURE__ */ (() => builtin.rm)();
var mkdir = /* @__PURE__ */ (() => builtin.mkdir)();
var readdir = /* @__PURE__ */ (() => builtin.readdir)();
var readlink = /* @__PURE__ */ (() => builtin.readlink)();
var lstat = /* @__PURE__ */ (() => builtin.lstat)();
var stat = /* @__PURE__ */ (() => builtin.stat)();
var realpath = /* @__PURE__ */ (() => builtin.realpath)();
var mkdtemp = /* @__PURE__ */ (() => builtin.mkdtemp)();
var writeFile = /* @__PURE__ */ (() => builtin.writeFile)();
var readFile = /* @__PURE__ */ (() => builtin.readFile)();

export {
  open,
  rename,
  rm,
  mkdir,
  readdir,
  readlink,
  lstat,
  stat,
  realpath,
  mkdtemp,
  writeFile,
  readFile
};
