import {
  writePage,
  writeSummary
} from "./summary.js";
import "./builtin-node-fs.js";
import "./quantities.js";
import "./markdown.js";
import "./promises.js";
import "./printable.js";
import "./errors.js";
import "./shared.js";
export {
  writePage,
  writeSummary
};
