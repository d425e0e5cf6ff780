import {
  writeOutputs
} from "./chunk-LHFDI3N3.js";
import "./chunk-GLL3QSRN.js";
import "./chunk-7VZ5H7B6.js";
export {
  writeOutputs
};
