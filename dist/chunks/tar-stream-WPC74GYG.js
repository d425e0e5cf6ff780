import { createRequire as __createRequire } from 'node:module';
const require = process.getBuiltinModule ?? __createRequire(import.meta.url);
import {
  require_tar_stream
} from "./chunk-CMRTH4B7.js";
import "./chunk-GWSNUBYR.js";
export default require_tar_stream();
