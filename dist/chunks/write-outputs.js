import {
  writeOutputs
} from "./write-piece.js";
import "./stored-layout.js";
import "./make-directory.js";
import "./streamx-index.js";
import "./promises.js";
import "./builtin-node-path.js";
import "./manifest.js";
import "./media-types.js";
import "./json.js";
import "./digest.js";
import "./builtin-node-crypto.js";
import "./printable.js";
import "./errors.js";
import "./shared.js";
export {
  writeOutputs
};
