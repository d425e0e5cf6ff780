import {
  hasRegistryCertificates,
  rootsOf
} from "./registry-certificates.js";
import {
  proxySettings,
  traitsOf
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
  const isDirect = (url) => url.protocol === "https:" && proxyFor?.(url) === void 0;
  const registries = [...new Set(targets.map(({ repository }) => repository.registry))].filter((registry) => !hasRegistryCertificates(registry, environment)).map((registry) => ({ root: rootsOf(registry, false)[0], tokenServer: tokenServerOf(registry) })).filter(({ root }) => isDirect(root));
  if (registries.length === 0) return void 0;
  const [{ EarlyConnections: Early }, { AddressGuard }, { lookup }] = await Promise.all([
    import("./early-connections.js"),
    import("./http-address-guard.js"),
    import("node:dns")
  ]);
  const early = new Early(new AddressGuard(lookup), upload.timeout);
  for (const { root, tokenServer } of registries) {
    early.open(root);
    if (tokenServer !== void 0 && isDirect(tokenServer)) early.open(tokenServer, root.hostname);
  }
  return early;
}
function tokenServerOf(registry) {
  const { tokenServer } = traitsOf(registry);
  return tokenServer === void 0 ? void 0 : new URL(tokenServer);
}
export {
  openEarly
};
