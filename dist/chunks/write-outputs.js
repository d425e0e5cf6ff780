import {
  writeOutputs
} from "./archive.js";
import "./streamx-index.js";
import "./promises.js";
import "./manifest.js";
import "./errors.js";
import "./shared.js";
export {
  writeOutputs
};
