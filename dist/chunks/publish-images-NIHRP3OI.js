import { createRequire as __createRequire } from 'node:module';
const require = process.getBuiltinModule ?? __createRequire(import.meta.url);
import {
  publish,
  reachRegistries
} from "./chunk-GKW7APOH.js";
import "./chunk-A2Y23BAA.js";
import "./chunk-HJRZAFJE.js";
import "./chunk-55GNA47Y.js";
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
