import {
  readOwnSboms,
  readSbomEntry
} from "./read-own-sboms.js";
import "./read-text.js";
import "./workspace.js";
import "./service.js";
import "./unreadable.js";
import "./file-identity.js";
import "./edit-distance.js";
import "./promises.js";
import "./builtin-node-fs.js";
import "./builtin-node-path.js";
import "./printable.js";
import "./errors.js";
import "./shared.js";
export {
  readOwnSboms,
  readSbomEntry
};
