import {
  publish,
  reachRegistries
} from "./llhttp_simd-wasm.js";
import "./semver.js";
import "./platform.js";
import "./builtin-node-fs.js";
import "./manifest.js";
import "./errors.js";
import "./shared.js";

// src/run/publish-images.ts
function publishImages(set, layerNames, order, ports) {
  const { overwrite, verify } = order.request;
  const settings = { overwrite, verify };
  return reachRegistries((targets) => publish(set, targets, settings, ports), layerNames, order, ports);
}
export {
  publishImages
};
