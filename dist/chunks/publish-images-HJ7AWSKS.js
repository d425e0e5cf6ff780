import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  publish,
  reachRegistries
} from "./chunk-LLSK4LNX.js";
import "./chunk-FAIHKDB2.js";
import "./chunk-S5WHFMXA.js";
import "./chunk-MY6BMQ6O.js";
import "./chunk-MBQBGAO6.js";
import "./chunk-5HJ3J6EK.js";

// src/run/publish-images.ts
function publishImages(set, layerNames, order, keepLayers, ports) {
  const { overwrite, verify } = order.request;
  const settings = { overwrite, verify, keepLayers };
  return reachRegistries((targets) => publish(set, targets, settings, ports), layerNames, order, ports);
}
export {
  publishImages
};
