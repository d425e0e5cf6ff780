import { __require } from './boot.js';

// builtin:node:util
var builtin = __require("node:util");
var promisify = /* @__PURE__ */ (() => builtin.promisify)();
var stripVTControlCharacters = /* @__PURE__ */ (() => builtin.stripVTControlCharacters)();
var parseArgs = /* @__PURE__ */ (() => builtin.parseArgs)();

export { parseArgs, promisify, stripVTControlCharacters };
