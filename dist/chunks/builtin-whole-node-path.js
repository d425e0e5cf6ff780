import {
  __commonJS,
  __require
} from "./shared.js";

// builtin-whole:node:fs
var require_node_fs = __commonJS({
  "builtin-whole:node:fs"(exports, module) {
    module.exports = __require("node:fs");
  }
});

// builtin-whole:node:path
var require_node_path = __commonJS({
  "builtin-whole:node:path"(exports, module) {
    module.exports = __require("node:path");
  }
});

export {
  require_node_fs,
  require_node_path
};
