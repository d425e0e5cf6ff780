import {
  locateSource
} from "./workspace.js";
import {
  readText
} from "./read-text.js";
import {
  checkSbomFile
} from "./write-sbom-files.js";
import "./unreadable.js";
import "./make-directory.js";
import "./file-identity.js";
import "./promises.js";
import "./edit-distance.js";
import {
  instanceFor,
  missingIdentity,
  servicesForKey,
  tokenSource
} from "./instance.js";
import {
  jsonOf,
  textAt
} from "./service.js";
import {
  signs
} from "./setting.js";
import "./builtin-node-path.js";
import "./builtin-node-fs.js";
import {
  printable
} from "./printable.js";
import {
  ActionError,
  about
} from "./errors.js";
import "./shared.js";

// src/run/attest/read-own-sboms.ts
var LIMIT = 16 * 1024 * 1024;
var DEEPEST = 200;
async function readOwnSboms(entries, platforms, workspace) {
  return await Promise.all(entries.map((entry) => readOwnSbom(entry, platforms, workspace)));
}
async function readOwnSbom(entry, platforms, workspace) {
  const [, platform, path = entry] = /^([a-z0-9]+\/[a-z0-9/]+)=(.+)$/.exec(entry) ?? [];
  if (platform !== void 0 && platforms.length > 0 && !platforms.includes(platform)) {
    throw new ActionError("input", `sbom: ${platform} is not a platform of this image (${platforms.join(", ")})`);
  }
  try {
    const text = await readText(path, await locateSource(path, workspace), LIMIT);
    return { ...documentIn(path, text), ...platform === void 0 ? {} : { platform } };
  } catch (error) {
    throw about("sbom", error);
  }
}
function documentIn(path, text) {
  const bytes = Buffer.from(text, "utf8");
  const document = jsonOf({ body: bytes });
  const predicate = isDeeper(document, DEEPEST) ? void 0 : document;
  if (predicate !== void 0 && textAt(predicate, "bomFormat") === "CycloneDX")
    return {
      predicateType: "https://cyclonedx.org/bom",
      mediaType: "application/vnd.cyclonedx+json",
      predicate,
      bytes
    };
  if (predicate !== void 0 && /^SPDX-2\./.test(textAt(predicate, "spdxVersion") ?? ""))
    return { predicateType: "https://spdx.dev/Document", mediaType: "application/spdx+json", predicate, bytes };
  throw new ActionError("file", `"${printable(path, 300)}" is neither an SPDX 2 nor a CycloneDX document in JSON`, {
    hint: "syft writes both: `syft app -o spdx-json=app.spdx.json`."
  });
}
function isDeeper(value, levels) {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1));
}

// src/run/attest/attest-order.ts
async function readAttestOrder(request, circumstances) {
  maskSecrets(request, circumstances);
  if (request.sbomFile !== "") checkSbomFile(request.sbomFile, circumstances.platforms.length);
  const { sbomSources } = request;
  const { platforms, workspace } = circumstances;
  const sboms = sbomSources === "auto" ? [] : await readOwnSboms(sbomSources, platforms, workspace);
  const setting = signs(request) ? await readSetting(request) : "auto";
  const { publishes, environment, visibility } = circumstances;
  if (!signs(request)) return { request, sboms, signing: void 0 };
  if (request.signingKey !== "") {
    const { readSigningKey } = await import("./read-signing-key.js");
    const key = await readSigningKey(request.signingKey, request.signingKeyPassword);
    const services = servicesForKey(setting);
    if (services.rekor?.version === 2 && key.asymmetricKeyDetails?.namedCurve !== "prime256v1") {
      const { refusedByLog } = await import("./sign-signing-key-errors.js");
      throw refusedByLog();
    }
    return { request, sboms, signing: { kind: "key", key, services } };
  }
  if (!publishes) return { request, sboms, signing: void 0 };
  const source = tokenSource(environment);
  if (source === void 0) throw missingIdentity(environment);
  return {
    request,
    sboms,
    signing: { kind: "keyless", source, instance: instanceFor(setting, visibility, environment) }
  };
}
function maskSecrets({ signingKey, signingKeyPassword }, { environment, log }) {
  const lines = signingKey.split(/\r?\n/).filter((line) => line.length >= 16 && !line.startsWith("-----"));
  const tokens = [environment.ACTIONS_ID_TOKEN_REQUEST_TOKEN ?? "", environment.SIGSTORE_ID_TOKEN ?? ""];
  for (const secret of [...lines, signingKeyPassword, ...tokens]) log.secret(secret);
}
async function readSetting({ sigstore, signingKey }) {
  const word = sigstore.toLowerCase();
  if (word === "auto" || word === "public" || word === "github") return word;
  if (!sigstore.includes(":"))
    throw new ActionError(
      "input",
      `sigstore: "${sigstore}" is not auto, public, github or a map with fulcio, rekor and tsa`
    );
  const { readCustomSigstore } = await import("./custom-sigstore.js");
  return readCustomSigstore(sigstore, signingKey === "");
}
export {
  readAttestOrder
};
