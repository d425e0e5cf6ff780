import {
  RegistryPool,
  connectRegistries
} from "./recovery.js";
import "./ci-systems.js";
import "./registry-certificates.js";
import "./llhttp_simd-wasm.js";
import "./p-limit-index.js";
import "./traits.js";
import "./version.js";
import "./reference.js";
import "./quantities.js";
import "./home-folder.js";
import "./builtin-node-os.js";
import "./builtin-node-fs.js";
import "./media-types.js";
import "./digest.js";
import "./builtin-node-crypto.js";
import "./builtin-node-path.js";
import "./printable.js";
import "./errors.js";
import "./address-guard.js";
import "./address.js";
import "./builtin-node-net.js";
import "./shared.js";
export {
  RegistryPool,
  connectRegistries
};
