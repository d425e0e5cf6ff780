import { createRequire as __createRequire } from 'node:module';
const require = process.getBuiltinModule ?? __createRequire(import.meta.url);
import {
  writeOutputs
} from "./chunk-I7KCU3WP.js";
import "./chunk-MPHS6MTO.js";
import "./chunk-TYFW4KDA.js";
import "./chunk-55GNA47Y.js";
import "./chunk-VGOIFGTB.js";
import "./chunk-GWSNUBYR.js";
export {
  writeOutputs
};
