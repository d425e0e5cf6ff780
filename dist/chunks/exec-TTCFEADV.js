import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  exec,
  getExecOutput
} from "./chunk-B36UEJZB.js";
import "./chunk-5HJ3J6EK.js";
export {
  exec,
  getExecOutput
};
