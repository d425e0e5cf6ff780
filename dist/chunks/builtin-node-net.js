import {
  __require
} from "./shared.js";

// builtin:node:net
var builtin = __require("node:net");
var BlockList = /* @__PURE__ */ (() => builtin.BlockList)();
var isIP = /* @__PURE__ */ (() => builtin.isIP)();

export {
  BlockList,
  isIP
};
