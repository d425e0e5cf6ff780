import { createRequire as __createRequire } from 'node:module';
const require = process.getBuiltinModule ?? __createRequire(import.meta.url);
import {
  writeOutputs
} from "./chunk-PJQ3IP2K.js";
import "./chunk-MPHS6MTO.js";
import "./chunk-WOQD3VWF.js";
import "./chunk-ZIMEQWXG.js";
import "./chunk-BOGNBG7E.js";
import "./chunk-GWSNUBYR.js";
export {
  writeOutputs
};
