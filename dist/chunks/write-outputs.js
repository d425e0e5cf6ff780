import {
  writeOutputs
} from "./archive.js";
import "./manifest.js";
import "./make-directory.js";
import "./promises.js";
import "./streamx-index.js";
import "./digest.js";
import "./json.js";
import "./builtin-node-crypto.js";
import "./builtin-node-path.js";
import "./errors.js";
import "./printable.js";
import "./shared.js";
export {
  writeOutputs
};
