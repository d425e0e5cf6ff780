import {
  refuseMerged,
  refuseOwnInputs
} from "./refuse-own-inputs.js";
import "./disk-file.js";
import "./pem.js";
import "./accounts.js";
import "./readers.js";
import "./problems.js";
import "./suggest.js";
import "./bytes-source.js";
import "./edit-distance.js";
import "./platform.js";
import "./builtin-node-crypto.js";
import "./builtin-node-path.js";
import "./printable.js";
import "./errors.js";
import "./shared.js";
export {
  refuseMerged,
  refuseOwnInputs
};
