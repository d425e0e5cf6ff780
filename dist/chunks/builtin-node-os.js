import {
  __require
} from "./shared.js";

// builtin:node:os
var builtin = __require("node:os");
var availableParallelism = /* @__PURE__ */ (() => builtin.availableParallelism)();
var homedir = /* @__PURE__ */ (() => builtin.homedir)();
var tmpdir = /* @__PURE__ */ (() => builtin.tmpdir)();

export {
  availableParallelism,
  homedir,
  tmpdir
};
