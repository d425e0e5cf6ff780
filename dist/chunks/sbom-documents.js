import { allDigests } from './attached.js';
import { VERSION } from './publish.js';
import { hexOf, createHash, printable, jsonBytes, formatPlatform, formatRepository } from './start.js';
import './boot.js';

// src/attest/sbom/purl.ts
function packageUrl(type, name, version = "", qualifiers = {}) {
  const path = name.split("/").map(encode).join("/");
  const query = Object.entries(qualifiers).filter(([, value]) => value !== "").sort(([a], [b]) => a < b ? -1 : 1).map(([key, value]) => `${key}=${encode(value)}`).join("&");
  return `pkg:${encode(type)}/${path}${version === "" ? "" : `@${encode(version)}`}${query === "" ? "" : `?${query}`}`;
}
function encode(text) {
  return encodeURIComponent(Buffer.from(text, "utf8").toString("utf8")).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`
  );
}

// src/attest/sbom/inventory.ts
var INCOMPLETE = "Not complete: a program in this image does not record everything it was linked with, so not all libraries are listed.";
function imageComponent({ name, digest, platform = "", repository }) {
  const arch = platform.split("/")[1] ?? "";
  const purl = packageUrl("oci", name.toLowerCase(), digest, { arch, repository_url: repository });
  return { id: "image", kind: "image", name, version: digest, purl, sha256: hexOf(digest), dependsOn: [] };
}
function topLevel({ components }) {
  const needed = new Set(components.flatMap(({ dependsOn }) => dependsOn));
  return components.filter(({ id }) => !needed.has(id));
}

// src/attest/sbom/cyclonedx.ts
var TYPE = { application: "application", library: "library", data: "data", image: "container" };
function cyclonedxDocument(inventory) {
  const { components, complete, created, tool } = inventory;
  return {
    $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    // actions/attest rejects documents without a serialNumber.
    serialNumber: serialNumber(inventory),
    version: 1,
    metadata: {
      timestamp: created,
      tools: { components: [{ type: "application", name: tool.name, version: tool.version }] },
      component: componentOf(imageComponent(inventory)),
      ...complete ? {} : { properties: [{ name: "from-scratch:completeness", value: INCOMPLETE }] }
    },
    components: components.map(componentOf),
    dependencies: dependencies(inventory),
    ...complete ? {} : { compositions: [{ aggregate: "incomplete", assemblies: ["image"] }] }
  };
}
function serialNumber({ digest, platform = "", name }) {
  const hex = createHash("sha256").update(`${name}
${digest}
${platform}`).digest("hex");
  const variant = (Number.parseInt(hex.slice(16, 17), 16) & 3 | 8).toString(16);
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
function componentOf({ id, kind, name, version, purl, sha256, licence, comment }) {
  return {
    type: TYPE[kind],
    "bom-ref": id,
    name,
    ...version === void 0 ? {} : { version },
    ...comment === void 0 ? {} : { description: comment },
    ...sha256 === void 0 ? {} : { hashes: [{ alg: "SHA-256", content: sha256 }] },
    ...licence === void 0 ? {} : { licenses: [{ license: { id: licence } }] },
    ...purl === void 0 ? {} : { purl }
  };
}
function dependencies(inventory) {
  return [
    { ref: "image", dependsOn: topLevel(inventory).map(({ id }) => id) },
    ...inventory.components.map(({ id, dependsOn }) => ({ ref: id, dependsOn: [...new Set(dependsOn)] }))
  ];
}

// src/attest/sbom/program-components.ts
function programComponents(program, prefix) {
  const { go, rust, packageNote } = program.binary;
  if (go?.main !== void 0 || (go?.dependencies.length ?? 0) > 0)
    return goComponents(program, go, prefix);
  if (rust !== void 0) return rustComponents(program, rust, prefix);
  return { components: [plainProgram(program, packageNote, go, prefix)], complete: false };
}
function goComponents(program, { goVersion, path, main, dependencies: dependencies2, settings }, prefix) {
  const modules = [...dependencies2].sort(byNameAndVersion);
  const standard = goLibrary(`${prefix}stdlib`, { path: "stdlib", version: standardVersion(goVersion) });
  const libraries = [standard, ...modules.map((module, index) => goLibrary(`${prefix}library-${index + 1}`, module))];
  const name = main?.path ?? path ?? program.path;
  const version = versionOf(main?.version);
  const application = {
    id: `${prefix}main`,
    kind: "application",
    name: printable(name, 500),
    ...version === "" ? {} : { version },
    ...main?.path === void 0 ? {} : { purl: packageUrl("golang", main.path, version) },
    ...fileFacts(program),
    dependsOn: libraries.map(({ id }) => id)
  };
  return { components: [application, ...libraries], complete: settings.CGO_ENABLED !== "1" };
}
function goLibrary(id, { path, version, sum }) {
  const known = versionOf(version);
  return {
    id,
    kind: "library",
    name: printable(path, 500),
    ...known === "" ? {} : { version: known },
    purl: packageUrl("golang", path, known),
    ...sum === void 0 || sum === "" ? {} : { comment: `go.sum ${printable(sum, 100)}` },
    dependsOn: []
  };
}
function standardVersion(goVersion) {
  return goVersion.replace(/^go/, "").split(/ |-X:/)[0] ?? "";
}
function versionOf(version = "") {
  return version === "(devel)" ? "" : printable(version, 200);
}
function byNameAndVersion(a, b) {
  const [left, right] = [`${a.path}\0${a.version ?? ""}`, `${b.path}\0${b.version ?? ""}`];
  return left < right ? -1 : left > right ? 1 : 0;
}
function rustComponents(program, { packages }, prefix) {
  const ids = packages.map(
    (one, index) => one.kind === "build" ? void 0 : one.root ? `${prefix}main` : `${prefix}library-${index + 1}`
  );
  const components = packages.flatMap((one, index) => {
    const id = ids[index];
    if (id === void 0) return [];
    const version = printable(one.version, 200);
    const named = one.source === "crates.io" || one.source === "the-rust-registry";
    return [
      {
        id,
        kind: one.root ? "application" : "library",
        name: printable(one.name, 500),
        version,
        // A local crate is not published under its name: one on crates.io may have the same.
        ...named ? { purl: packageUrl("cargo", one.name, version) } : {},
        ...one.root ? fileFacts(program) : { comment: `source ${printable(one.source, 100)}` },
        dependsOn: one.dependencies.flatMap((other) => ids[other] ?? [])
      }
    ];
  });
  return {
    components: components.sort((a, b) => Number(b.kind === "application") - Number(a.kind === "application")),
    complete: true
  };
}
function plainProgram(program, note, go, prefix) {
  const name = note?.name ?? program.path.split("/").at(-1) ?? program.path;
  const standard = go === void 0 ? {} : { version: standardVersion(go.goVersion) };
  return {
    id: `${prefix}main`,
    kind: "application",
    name: printable(name, 500),
    ...note === void 0 ? standard : { version: printable(note.version, 200), purl: notePurl(note) },
    ...fileFacts(program),
    dependsOn: []
  };
}
function notePurl({ type, os, name, version, architecture }) {
  return packageUrl(type, os === "" ? name : `${os}/${name}`, version, { arch: architecture });
}
function fileFacts({
  digest,
  path,
  binary: { buildId, compiler, go }
}) {
  const made = go?.goVersion ?? compiler;
  const facts = [
    `file ${printable(path, 300)}`,
    ...buildId === void 0 ? [] : [`build id ${printable(buildId, 200)}`],
    ...made === void 0 ? [] : [`made by ${printable(made, 200)}`]
  ];
  return { sha256: hexOf(digest), comment: facts.join(", ") };
}

// src/attest/sbom/spdx.ts
var PURPOSE = { application: "APPLICATION", library: "LIBRARY", data: "FILE", image: "CONTAINER" };
function spdxDocument(inventory) {
  const { name, digest, created, tool, components } = inventory;
  const hex = hexOf(digest);
  return {
    spdxVersion: "SPDX-2.3",
    dataLicense: "CC0-1.0",
    SPDXID: "SPDXRef-DOCUMENT",
    name: `${name}@${digest}`,
    documentNamespace: `https://spdx.org/spdxdocs/${encodeURIComponent(name)}-${hex}`,
    creationInfo: { created, creators: [`Tool: ${tool.name}-${tool.version}`] },
    ...inventory.complete ? {} : { comment: INCOMPLETE },
    documentDescribes: ["SPDXRef-image"],
    packages: [imageComponent(inventory), ...components].map(packageOf),
    relationships: relationships(inventory)
  };
}
function packageOf({ id, kind, name, version, purl, sha256, licence, comment }) {
  return {
    SPDXID: `SPDXRef-${id}`,
    name,
    ...version === void 0 ? {} : { versionInfo: version },
    downloadLocation: "NOASSERTION",
    filesAnalyzed: false,
    licenseConcluded: "NOASSERTION",
    licenseDeclared: licence ?? "NOASSERTION",
    copyrightText: "NOASSERTION",
    primaryPackagePurpose: PURPOSE[kind],
    ...sha256 === void 0 ? {} : { checksums: [{ algorithm: "SHA256", checksumValue: sha256 }] },
    ...comment === void 0 ? {} : { comment },
    ...purl === void 0 ? {} : { externalRefs: [{ referenceCategory: "PACKAGE-MANAGER", referenceType: "purl", referenceLocator: purl }] }
  };
}
function relationships(inventory) {
  const isIndex = inventory.platform === void 0;
  const related = (from, relationshipType, to) => {
    return { spdxElementId: `SPDXRef-${from}`, relationshipType, relatedSpdxElement: `SPDXRef-${to}` };
  };
  return [
    related("DOCUMENT", "DESCRIBES", "image"),
    ...topLevel(inventory).map(
      ({ id }) => isIndex ? related(id, "VARIANT_OF", "image") : related("image", "CONTAINS", id)
    ),
    ...inventory.components.flatMap(({ id, dependsOn }) => dependsOn.map((other) => related(id, "DEPENDS_ON", other)))
  ];
}

// src/attest/sbom/sbom-documents.ts
var SPDX = { predicateType: "https://spdx.dev/Document", mediaType: "application/spdx+json" };
var CYCLONEDX = { predicateType: "https://cyclonedx.org/bom", mediaType: "application/vnd.cyclonedx+json" };
function sbomDocuments(image) {
  const { root, platforms } = image;
  const documents = platforms.flatMap((platform) => written(platformInventory(image, platform), platform.platform));
  return platforms.some(({ digest }) => digest === root) ? documents : [...written(indexInventory(image)), ...documents];
}
function written(inventory, platform) {
  const of = (kind, predicate) => ({
    ...kind,
    predicate,
    bytes: jsonBytes(predicate),
    subject: inventory.digest,
    ...platform === void 0 ? {} : { platform }
  });
  return [of(SPDX, spdxDocument(inventory)), of(CYCLONEDX, cyclonedxDocument(inventory))];
}
function platformInventory(image, { platform, digest, programs, data }) {
  const found = programs.map(
    (program, index) => programComponents(program, programs.length > 1 ? `${index + 1}-` : "")
  );
  return {
    ...commonFacts(image),
    digest,
    platform,
    components: [...found.flatMap(({ components }) => components), ...data.map(dataComponent)],
    complete: found.every(({ complete }) => complete)
  };
}
function indexInventory(image) {
  const name = nameOf(image);
  const components = image.platforms.map(({ platform, digest }, index) => {
    const [, arch = ""] = platform.split("/");
    const purl = packageUrl("oci", name.toLowerCase(), digest, { arch, repository_url: image.repository });
    const sha256 = digest.slice("sha256:".length);
    const id = `platform-${index + 1}`;
    return { id, kind: "image", name, version: digest, purl, sha256, comment: platform, dependsOn: [] };
  });
  return { ...commonFacts(image), digest: image.root, components, complete: true };
}
function commonFacts(image) {
  const { repository, created, tool } = image;
  return { name: nameOf(image), repository, created, tool };
}
function nameOf({ repository }) {
  return repository.split("/").at(-1) ?? repository;
}
function dataComponent({ name, version, licence }, index) {
  return {
    id: `data-${index + 1}`,
    kind: "data",
    name,
    version,
    purl: packageUrl("deb", `debian/${name}`, version, { arch: "all" }),
    ...licence === void 0 ? {} : { licence },
    comment: `files of Debian's package ${name}`,
    dependsOn: []
  };
}

// src/run/attest/sbom-documents.ts
async function documentsFor(config, plan, image, fileDigest) {
  const own = config.attest?.sboms ?? [];
  return own.length > 0 ? own.flatMap((sbom) => ownDocuments(sbom, image)) : await madeDocuments(config, plan, image, fileDigest);
}
function ownDocuments({ platform, ...document }, image) {
  if (platform === void 0) return allDigests(image).map((subject) => ({ ...document, subject }));
  const subjects = image.platforms.filter((one) => one.platform === platform);
  return subjects.map(({ digest }) => ({ ...document, platform, subject: digest }));
}
async function madeDocuments({ request }, plan, image, fileDigest) {
  const [target] = request.targets;
  if (target === void 0) return [];
  const data = new Map(plan.decisions.flatMap(({ package: one }) => one === void 0 ? [] : [[one.name, one]]));
  const platforms = image.platforms.map(async ({ platform, digest }) => {
    const planned = plan.platforms.find((one) => formatPlatform(one.platform) === platform);
    return { platform, digest, programs: await programsOf(planned, plan, fileDigest), data: [...data.values()] };
  });
  return sbomDocuments({
    root: image.root,
    repository: formatRepository(target.repository),
    created: plan.created.text,
    tool: { name: "from-scratch", version: VERSION },
    platforms: await Promise.all(platforms)
  });
}
async function programsOf(planned, { binaryPath }, fileDigest) {
  if (planned?.binary === void 0) return [];
  const { binary, runtime } = planned;
  const path = binaryPath ?? runtime.Entrypoint?.[0] ?? binary.source.name;
  return [{ binary, digest: await fileDigest(binary.source), path }];
}

export { documentsFor };
