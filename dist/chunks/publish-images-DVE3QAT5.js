import { createRequire as __createRequire } from 'node:module';
const require = process.getBuiltinModule ?? __createRequire(import.meta.url);
import {
  publish,
  reachRegistries
} from "./chunk-UQSZGQFG.js";
import "./chunk-DDKRSS2C.js";
import "./chunk-5O7QO62W.js";
import "./chunk-DKMI53SL.js";
import "./chunk-ZIMEQWXG.js";
import "./chunk-BOGNBG7E.js";
import "./chunk-GWSNUBYR.js";

// src/run/publish-images.ts
function publishImages(set, layerNames, order, keepLayers, ports) {
  const { overwrite, verify } = order.request;
  const settings = { overwrite, verify, keepLayers };
  return reachRegistries((targets) => publish(set, targets, settings, ports), layerNames, order, ports);
}
export {
  publishImages
};
