import {
  checkOutputs,
  refuseInputs
} from "./check-outputs.js";
import "./stored-layout.js";
import "./promises.js";
import "./builtin-node-path.js";
import "./printable.js";
import "./errors.js";
import "./shared.js";
export {
  checkOutputs,
  refuseInputs
};
