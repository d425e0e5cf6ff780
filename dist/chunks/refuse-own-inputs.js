import {
  DiskFile
} from "./disk-file.js";
import {
  pemPathsOf
} from "./pem.js";
import {
  formatPlatform
} from "./platform.js";
import {
  join,
  resolve
} from "./builtin-node-path.js";

// src/run/refuse-own-inputs.ts
var GORELEASER_FILES = ["artifacts.json", "metadata.json"];
async function refuseOwnInputs(plans, files) {
  const written = (await Promise.all(plans.map(writtenFor))).flat();
  if (written.length === 0) return;
  const binaries = plans.flatMap(({ order }) => order.binaries.map(({ source }) => source));
  const opened = [...binaries, ...files].flatMap((file) => {
    if (file instanceof DiskFile) return [file];
    return file.path === void 0 ? [] : [file.path];
  });
  const { refuseInputs } = await import("./refuse-inputs.js");
  const named = await Promise.all(plans.map(({ order }) => namedBy(order)));
  await refuseInputs(written, [...opened, ...named.flat()]);
}
async function refuseMerged(digestFile, lines, workspace) {
  const written = { input: "digest-file", text: digestFile, path: resolve(workspace, digestFile), isFolder: false };
  const files = new Set(lines.flatMap(({ file }) => file ?? []));
  const { refuseInputs } = await import("./refuse-inputs.js");
  await refuseInputs(
    [written],
    [...files].map((file) => resolve(workspace, file))
  );
}
async function writtenFor({ order, plan }) {
  const { outputs, request, attest, workspace } = order;
  const sbomFile = attest?.request.sbomFile ?? "";
  const all = outputs.map(({ kind, path }) => {
    return { input: "output", text: `${kind}:${path}`, path: resolve(workspace, path), isFolder: kind === "oci" };
  });
  const file = (input, text) => {
    all.push({ input, text, path: resolve(workspace, text), isFolder: false });
  };
  if (request.digestFile !== "") file("digest-file", request.digestFile);
  if (sbomFile !== "") {
    const { sbomPath } = await import("./attest-write-sbom-files.js");
    for (const { platform } of plan.platforms) file("sbom-file", sbomPath(sbomFile, formatPlatform(platform)));
  }
  return all;
}
async function namedBy({ block, configFile, request, attest, workspace }) {
  const { dockerfile, binaries } = request;
  const copied = block.files.flatMap((spec) => spec.type === "copy" ? [spec.src] : []);
  const lists = binaries.flatMap(({ pattern }) => [pattern, ...GORELEASER_FILES.map((name) => join(pattern, name))]);
  const build = dockerfile === void 0 ? [] : [dockerfile.path, `${dockerfile.path}.dockerignore`, ".dockerignore"];
  const named = [...copied, ...pemPathsOf(block), ...lists, ...build, ...await sbomsNamedBy(attest)];
  return [...named, ...configFile === void 0 ? [] : [configFile]].map((path) => resolve(workspace, path));
}
async function sbomsNamedBy(attest) {
  const sources = attest?.request.sbomSources ?? "auto";
  if (sources === "auto") return [];
  const { readSbomEntry } = await import("./attest-read-own-sboms.js");
  return sources.map((entry) => readSbomEntry(entry).path);
}

export {
  refuseOwnInputs,
  refuseMerged
};
