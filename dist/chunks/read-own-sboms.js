import { textAt, jsonOf, valueAt } from './service.js';
import { readText, locateSource, printable } from './start.js';
import { ActionError, about } from './boot.js';

// src/run/attest/read-own-sboms.ts
var LIMIT = 16 * 1024 * 1024;
var DEEPEST = 200;
var FORMATS = [
  {
    // https://github.com/CycloneDX/specification/blob/master/schema/bom-1.6.schema.json
    name: "CycloneDX",
    predicateType: "https://cyclonedx.org/bom",
    mediaType: "application/vnd.cyclonedx+json",
    is: (document) => textAt(document, "bomFormat") === "CycloneDX",
    required: ["specVersion"]
  },
  {
    // https://github.com/spdx/spdx-spec/blob/support/2.3/schemas/spdx-schema.json
    name: "SPDX",
    predicateType: "https://spdx.dev/Document",
    mediaType: "application/spdx+json",
    is: (document) => /^SPDX-2\./.test(textAt(document, "spdxVersion") ?? ""),
    required: ["SPDXID", "name", "documentNamespace", "creationInfo"]
  }
];
async function readOwnSboms(entries, platforms, workspace) {
  return await Promise.all(entries.map((entry) => readOwnSbom(entry, platforms, workspace)));
}
function readSbomEntry(entry) {
  const [, platform, path = entry] = /^([a-z0-9]+\/[a-z0-9/]+)=(.+)$/.exec(entry) ?? [];
  return { platform, path };
}
async function readOwnSbom(entry, platforms, workspace) {
  const { platform, path } = readSbomEntry(entry);
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
  const format = FORMATS.find(({ is }) => predicate !== void 0 && is(predicate));
  if (predicate !== void 0 && format !== void 0) {
    assertComplete(path, predicate, format);
    return { predicateType: format.predicateType, mediaType: format.mediaType, predicate, bytes };
  }
  throw new ActionError("file", `"${printable(path, 300)}" is neither an SPDX 2 nor a CycloneDX document in JSON`, {
    hint: "syft writes both: `syft app -o spdx-json=app.spdx.json`."
  });
}
function assertComplete(path, document, { name, required }) {
  const missing = required.filter((key) => !valueAt(document, key));
  if (missing.length === 0) return;
  throw new ActionError(
    "file",
    `"${printable(path, 300)}" is not a complete ${name} document: ${missing.join(", ")} ${missing.length === 1 ? "is" : "are"} missing`
  );
}
function isDeeper(value, levels) {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1));
}

export { readOwnSboms, readSbomEntry };
