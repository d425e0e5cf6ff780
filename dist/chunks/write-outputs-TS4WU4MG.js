import { createRequire as __createRequire } from 'node:module';
const require = process.getBuiltinModule ?? __createRequire(import.meta.url);
import {
  writeOutputs
} from "./chunk-6OOKH2O6.js";
import "./chunk-MPHS6MTO.js";
import "./chunk-SC5677IH.js";
import "./chunk-UPV5L436.js";
import "./chunk-VGOIFGTB.js";
import "./chunk-GWSNUBYR.js";
export {
  writeOutputs
};
