import {
  __require
} from "./shared.js";

// builtin:node:util
var builtin = __require("node:util");
var promisify = /* @__PURE__ */ (() => builtin.promisify)();

export {
  promisify
};
