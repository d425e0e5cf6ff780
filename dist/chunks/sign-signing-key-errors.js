import {
  missingPassword,
  refusedByLog,
  wrongKey,
  wrongPassword
} from "./signing-key-errors.js";
import "./errors.js";
import "./shared.js";
export {
  missingPassword,
  refusedByLog,
  wrongKey,
  wrongPassword
};
