import {
  checkSbomFile,
  writeSbomFiles
} from "./write-sbom-files.js";
import "./make-directory.js";
import "./promises.js";
import "./builtin-node-path.js";
import "./errors.js";
import "./printable.js";
import "./shared.js";
export {
  checkSbomFile,
  writeSbomFiles
};
