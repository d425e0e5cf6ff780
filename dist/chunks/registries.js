import {
  RegistryPool,
  connectRegistries
} from "./recovery.js";
import "./registry-certificates.js";
import "./ci-systems.js";
import "./quantities.js";
import "./home-folder.js";
import "./builtin-node-path.js";
import "./builtin-node-os.js";
import "./builtin-node-fs.js";
import "./llhttp_simd-wasm.js";
import "./traits.js";
import "./p-limit-index.js";
import "./media-types.js";
import "./address-guard.js";
import "./address.js";
import "./builtin-node-net.js";
import "./version.js";
import "./reference.js";
import "./digest.js";
import "./builtin-node-crypto.js";
import "./printable.js";
import "./errors.js";
import "./shared.js";
export {
  RegistryPool,
  connectRegistries
};
