import {
  __require
} from "./shared.js";

// builtin:node:worker_threads
var builtin = __require("node:worker_threads");
var MessageChannel = /* @__PURE__ */ (() => builtin.MessageChannel)();
var Worker = /* @__PURE__ */ (() => builtin.Worker)();

export {
  MessageChannel,
  Worker
};
