import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  writeOutputs
} from "./chunk-VVIROUWP.js";
import "./chunk-OF2G5WNY.js";
import "./chunk-TXB7HG4J.js";
import "./chunk-MY6BMQ6O.js";
import "./chunk-MBQBGAO6.js";
import "./chunk-5HJ3J6EK.js";
export {
  writeOutputs
};
