import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  writeOutputs
} from "./chunk-YEKKPY6Z.js";
import "./chunk-WIEEJBIG.js";
import "./chunk-MY6BMQ6O.js";
import "./chunk-MBQBGAO6.js";
import "./chunk-5HJ3J6EK.js";
export {
  writeOutputs
};
