import {
  hasRegistryCertificates,
  rootsOf
} from "./registry-certificates.js";
import {
  proxySettings
} from "./traits.js";
import "./reference.js";
import "./home-folder.js";
import "./builtin-node-os.js";
import "./builtin-node-fs.js";
import "./digest.js";
import "./builtin-node-crypto.js";
import "./builtin-node-path.js";
import "./printable.js";
import "./errors.js";
import "./address.js";
import "./builtin-node-net.js";
import "./shared.js";

// src/run/open-early.ts
async function openEarly({ targets, upload }, environment) {
  const proxyFor = proxySettings(environment);
  const registries = new Set(targets.map(({ repository }) => repository.registry));
  const roots = [...registries].filter((registry) => !hasRegistryCertificates(registry, environment)).map((registry) => rootsOf(registry, false)[0]).filter((root) => root.protocol === "https:" && proxyFor?.(root) === void 0);
  if (roots.length === 0) return void 0;
  const [{ EarlyConnections: Early }, { AddressGuard }, { lookup }] = await Promise.all([
    import("./early-connections.js"),
    import("./http-address-guard.js"),
    import("node:dns")
  ]);
  const early = new Early(new AddressGuard(lookup), upload.timeout);
  for (const root of roots) early.open(root);
  return early;
}
export {
  openEarly
};
