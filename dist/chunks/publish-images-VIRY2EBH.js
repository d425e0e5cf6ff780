import { createRequire as __createRequire } from 'node:module';
const require = process.getBuiltinModule ?? __createRequire(import.meta.url);
import {
  publish,
  reachRegistries
} from "./chunk-XO5Q44TO.js";
import "./chunk-YHGAMNGS.js";
import "./chunk-3BMICG4F.js";
import "./chunk-UPV5L436.js";
import "./chunk-WBFKXFM2.js";
import "./chunk-VGOIFGTB.js";
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
