import {
  proveBeside
} from "./prove-beside.js";
import "./setting.js";
import {
  publish,
  reachRegistries
} from "./publish-repository.js";
import {
  finishImages
} from "./semver.js";
import "./builtin-node-zlib.js";
import "./image-delivery.js";
import {
  formatPlatform
} from "./platform.js";
import "./manifest.js";
import "./json.js";
import "./recovery.js";
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
import "./transfer.js";
import "./shared.js";

// src/run/attest/digests-of.ts
function digestsOf({ root, images }) {
  const platforms = images.map(({ platform, manifest }) => {
    return { platform: formatPlatform(platform), digest: manifest.descriptor.digest };
  });
  return { root: root.digest, platforms };
}

// src/run/publish-images.ts
async function publishImages(set, layerNames, order, documents, ports) {
  const { overwrite, verify } = order.request;
  const settings = { overwrite, verify };
  const image = () => finishImages(set.images, set.indexAnnotations).then(digestsOf);
  let proof;
  const published = await reachRegistries(
    async (targets) => {
      const clients = targets.map(({ client }) => client);
      const proved = await proveBeside(
        { order, clients, documents, image },
        ports,
        (attachments) => publish(set, targets, settings, { ...ports, attachments })
      );
      proof = proved.proof;
      return proved.result;
    },
    layerNames,
    order,
    ports
  );
  return { ...published, proof };
}
export {
  publishImages
};
