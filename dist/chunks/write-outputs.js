import {
  writeOutput,
  writeOutputs
} from "./write-piece.js";
import "./stored-layout.js";
import "./make-directory.js";
import "./promises.js";
import "./streamx-index.js";
import "./manifest.js";
import "./json.js";
import "./media-types.js";
import "./digest.js";
import "./builtin-node-crypto.js";
import "./builtin-node-path.js";
import "./printable.js";
import "./errors.js";
import "./shared.js";
export {
  writeOutput,
  writeOutputs
};
