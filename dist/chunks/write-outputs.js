import {
  writeOutputs
} from "./archive.js";
import "./make-directory.js";
import "./manifest.js";
import "./streamx-index.js";
import "./digest.js";
import "./promises.js";
import "./builtin-node-path.js";
import "./errors.js";
import "./shared.js";
export {
  writeOutputs
};
