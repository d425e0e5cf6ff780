import {
  __require
} from "./shared.js";

// builtin:node:fs
var builtin = __require("node:fs");
var accessSync = /* @__PURE__ */ (() => builtin.accessSync)();
var closeSync = /* @__PURE__ */ (() => builtin.closeSync)();
var existsSync = /* @__PURE__ */ (() => builtin.existsSync)();
var fstatSync = /* @__PURE__ */ (() => builtin.fstatSync)();
var openSync = /* @__PURE__ */ (() => builtin.openSync)();
var readdir = /* @__PURE__ */ (() => builtin.readdir)();
var readdirSync = /* @__PURE__ */ (() => builtin.readdirSync)();
var readSync = /* @__PURE__ */ (() => builtin.readSync)();
var readFileSync = /* @__PURE__ */ (() => builtin.readFileSync)();
var realpathSync = /* @__PURE__ */ (() => builtin.realpathSync)();
var rmSync = /* @__PURE__ */ (() => builtin.rmSync)();
var stat = /* @__PURE__ */ (() => builtin.stat)();
var statSync = /* @__PURE__ */ (() => builtin.statSync)();
var constants = /* @__PURE__ */ (() => builtin.constants)();

export {
  accessSync,
  closeSync,
  existsSync,
  fstatSync,
  openSync,
  readdir,
  readdirSync,
  readSync,
  readFileSync,
  realpathSync,
  rmSync,
  stat,
  statSync,
  constants
};
