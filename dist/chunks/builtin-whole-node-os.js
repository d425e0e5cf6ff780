import {
  __commonJS,
  __require
} from "./shared.js";

// builtin-whole:node:os
var require_node_os = __commonJS({
  "builtin-whole:node:os"(exports, module) {
    module.exports = __require("node:os");
  }
});

export {
  require_node_os
};
