import {
  writeOutputs
} from "./archive.js";
import "./manifest.js";
import "./streamx-index.js";
import "./digest.js";
import "./json.js";
import "./builtin-node-crypto.js";
import "./make-directory.js";
import "./builtin-node-path.js";
import "./promises.js";
import "./printable.js";
import "./errors.js";
import "./shared.js";
export {
  writeOutputs
};
