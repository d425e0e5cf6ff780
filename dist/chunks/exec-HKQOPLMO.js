import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  exec,
  getExecOutput
} from "./chunk-N6AQZFNZ.js";
export {
  exec,
  getExecOutput
};
