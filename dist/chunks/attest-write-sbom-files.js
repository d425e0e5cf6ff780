import {
  checkSbomFile,
  sbomPath,
  writeSbomFiles
} from "./write-sbom-files.js";
import "./make-directory.js";
import "./promises.js";
import "./builtin-node-path.js";
import "./printable.js";
import "./errors.js";
import "./shared.js";
export {
  checkSbomFile,
  sbomPath,
  writeSbomFiles
};
