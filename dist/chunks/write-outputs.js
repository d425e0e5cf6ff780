import {
  writeOutputs
} from "./write-piece.js";
import "./manifest.js";
import "./stored-layout.js";
import "./make-directory.js";
import "./streamx-index.js";
import "./promises.js";
import "./digest.js";
import "./json.js";
import "./builtin-node-crypto.js";
import "./builtin-node-path.js";
import "./printable.js";
import "./errors.js";
import "./shared.js";
export {
  writeOutputs
};
