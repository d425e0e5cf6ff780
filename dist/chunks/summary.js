import {
  sizeOf
} from "./outputs.js";
import {
  code,
  codeBlock,
  details,
  plain,
  prose,
  table,
  unbroken
} from "./markdown.js";
import {
  formatBytes,
  formatDuration
} from "./quantities.js";
import {
  printable
} from "./printable.js";

// src/report/summary/layers-section.ts
var UPLOADED = {
  sent: "sent",
  existed: "already there",
  mounted: "mounted"
};
function layersSection(report, alone = true) {
  const layers = table(["layer", "compressed", "upload"], layerRows(report));
  return details("Layers, traffic and time", [layers, trafficTable(report, alone)].join("\n\n"));
}
function layerRows({ platforms }) {
  return unique(platforms.flatMap(({ layers }) => layers)).map(({ name, digest, size, uploaded }) => {
    const owners = platforms.filter(({ layers }) => layers.some((layer) => layer.digest === digest));
    const all = platforms.length > 1 && owners.length === platforms.length;
    const where = all ? "all platforms" : owners.map(({ platform }) => platform).join(", ");
    const what = uploaded === void 0 ? "" : UPLOADED[uploaded];
    return [plain(`${name} (${where})`.trim()), unbroken(formatBytes(size)), what];
  });
}
function trafficTable({ traffic, stages, platforms }, alone) {
  const layers = unique(platforms.flatMap((platform) => platform.layers));
  const saved = layers.filter(({ uploaded }) => uploaded !== void 0 && uploaded !== "sent");
  const rows = [
    ...alone ? [["bytes sent", formatBytes(traffic.bytesSent)]] : [],
    ["bytes already in the registry", formatBytes(saved.reduce((sum, { size }) => sum + size, 0))],
    ...alone ? requestRows(traffic) : [],
    ...stages.map(({ name, milliseconds }) => [`time: ${plain(name)}`, formatDuration(milliseconds)])
  ];
  return table(["what", "how much"], rows);
}
function requestRows(traffic) {
  return [
    ["requests", `${traffic.requests}, ${traffic.tokenRequests} of them for tokens`],
    ["retries", retriesOf(traffic)]
  ];
}
function retriesOf({ retries, waited }) {
  return retries === 0 ? "0" : `${retries}, after ${formatDuration(waited)} of waiting`;
}
function unique(layers) {
  return [...new Map(layers.map((layer) => [layer.digest, layer])).values()];
}

// src/report/verify-commands.ts
var TYPES = {
  "https://slsa.dev/provenance/v1": "slsaprovenance1",
  "https://spdx.dev/Document": "spdxjson",
  "https://cyclonedx.org/bom": "cyclonedx"
};
var SIGNATURE = "https://sigstore.dev/cosign/sign/v1";
function verifyCommands(reference, proof, repository) {
  const { signer, attached } = proof;
  const types = [...new Set(attached.map(({ predicateType }) => predicateType))];
  const scanning = types.some((type) => /spdx|cyclonedx/.test(type)) ? [`trivy image --sbom-sources oci ${reference}`] : [];
  if (signer === void 0) return scanning;
  const options = optionsFor(signer);
  const signature = types.includes(SIGNATURE) ? [`cosign verify ${options} ${reference}`] : [];
  const attestations = types.flatMap((type) => TYPES[type] ?? []);
  const gh = ghCommand(reference, proof, repository);
  return [
    ...preparation(signer),
    ...signature,
    ...attestations.map((type) => `cosign verify-attestation --type ${type} ${options} ${reference}`),
    ...gh,
    ...scanning
  ];
}
function preparation(signer) {
  if (signer.kind === "key") return ["cat > cosign.pub <<'EOF'", ...signer.publicKey.trim().split("\n"), "EOF"];
  return signer.instance === "github" ? ["gh attestation trusted-root | grep -v fulcio.sigstore.dev > trusted_root.json"] : [];
}
function optionsFor(signer) {
  if (signer.kind === "key") return `--key cosign.pub${signer.logged ? "" : " --insecure-ignore-tlog"}`;
  const identity = `--certificate-identity ${quoted(signer.identity)} --certificate-oidc-issuer ${quoted(signer.issuer)}`;
  if (signer.instance === "public") return identity;
  const witness = signer.logged ? "" : " --use-signed-timestamps --insecure-ignore-tlog";
  return `--trusted-root trusted_root.json${witness} ${identity}`;
}
function ghCommand(reference, { signer, stored }, repository) {
  const known = signer?.kind === "keyless" && signer.instance !== "custom" && repository !== "";
  if (!known || !signer.issuer.endsWith("githubusercontent.com")) return [];
  return [`gh attestation verify oci://${reference} --repo ${repository}${stored ? "" : " --bundle-from-oci"}`];
}
function quoted(text) {
  return /^[\w:/.@=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

// src/report/summary/proof-section.ts
function proofSection({ proof, images, repository = "" }) {
  const [first] = images.filter(({ error }) => error === void 0);
  if (proof === void 0 || first === void 0 || proof.attached.length === 0) return "";
  const commands = verifyCommands(`${first.name}@${first.digest}`, proof, repository);
  const verify = commands.length === 0 ? "" : ["### Verify it yourself", codeBlock("sh", commands)].join("\n\n");
  const notes = proof.notes.map((note) => plain(note, 600)).join("\n\n");
  return [verify, notes, packages(proof.packages)].filter((part) => part !== "").join("\n\n");
}
var MOST = 1e3;
function packages(names) {
  if (names.length === 0) return "";
  const shown = names.slice(0, MOST).map((name) => plain(name));
  const more = names.length > MOST ? [`and ${names.length - MOST} more`] : [];
  return details(
    `${names.length} ${names.length === 1 ? "package" : "packages"} in the SBOM`,
    [...shown, ...more].join("<br>\n")
  );
}

// src/report/summary/summary.ts
function summaryOf(report, alone = true) {
  const sections = [
    headline(report),
    ...report.images.map((image) => imageSection(report, image)),
    filesSection(report.files),
    platformsSection(report),
    checklist(report.checks),
    proofSection(report),
    warningsSection(report.warnings),
    decisionsSection(report),
    layersSection(report, alone)
  ];
  return `${sections.filter((section) => section !== "").join("\n\n")}
`;
}
function headline(report) {
  const name = report.images[0]?.name ?? "image";
  const version = report.version === "" ? "" : ` ${plain(report.version)}`;
  const failed = report.images.filter(({ error }) => error !== void 0);
  const state = failed.length > 0 ? failureState(failed.length, report.images.length) : report.pushed ? "\u2705 Published." : `Built, not pushed: ${prose(report.reason)}.`;
  return [`## \u{1F4E6} ${plain(name)}${version}`, `${state} ${figures(report)}`].join("\n\n");
}
function failureState(failed, all) {
  if (all === 1) return "\u274C Failed.";
  return failed === all ? `\u274C Failed at all ${all} images.` : `\u274C Not published everywhere: ${failed} of ${all} images failed.`;
}
function figures(report) {
  const platforms = report.platforms.length === 1 ? "1 platform" : `${report.platforms.length} platforms`;
  return `${platforms}, ${formatBytes(sizeOf(report.platforms))} compressed, ${formatDuration(report.elapsed)}.`;
}
function isPublished({ pushed, images }) {
  return pushed || images.some(({ error }) => error !== void 0);
}
function imageSection(report, image) {
  const title = report.images.length > 1 ? [`### ${plain(image.name)}`] : [];
  if (image.error !== void 0)
    return [...title, `\u274C ${prose(image.error, 1e3)}`, tagsTable(image.tags)].filter(Boolean).join("\n\n");
  const reference = `${image.name}@${image.digest}`;
  if (!isPublished(report)) return [...title, codeBlock("text", [reference])].join("\n\n");
  const short = image.tags[0] === void 0 ? reference : `${image.name}:${image.tags[0].name}`;
  const run = report.starts === false ? [] : [`docker run --rm ${short}`];
  const commands = codeBlock("sh", [`docker pull ${reference}`, ...run]);
  return [...title, codeBlock("text", [reference]), commands, tagsTable(image.tags)].filter(Boolean).join("\n\n");
}
var TAG_MARK = {
  written: "\u2705 written",
  moved: "\u2705 moved here",
  unchanged: "\u2705 was here already",
  "left alone": "\u2796 left alone",
  failed: "\u274C not written",
  unknown: "\u2753 not known whether it was written"
};
function tagsTable(tags) {
  if (tags.length === 0) return "";
  const rows = tags.map(({ name, state, reason }) => {
    return [code(name), TAG_MARK[state] + (reason === void 0 ? "" : `: ${prose(reason)}`)];
  });
  return table(["tag", "state"], rows);
}
function filesSection(files) {
  return files.length === 0 ? "" : `Written to disk: ${files.map((file) => code(file)).join(", ")}`;
}
function platformsSection({ platforms }) {
  const rows = platforms.map((one) => [plain(one.platform), unbroken(formatBytes(sizeOf([one])))]);
  const digests = platforms.map(({ platform, digest }) => `${digest}  ${printable(platform, 60)}`);
  const sizes = table(["platform", "compressed"], rows);
  return platforms.length > 1 ? [sizes, codeBlock("text", digests)].join("\n\n") : sizes;
}
var CHECK_MARK = { ok: "\u2705", none: "\u2796", warning: "\u26A0\uFE0F" };
function marked(mark, label, detail) {
  return `${mark}&nbsp;**${plain(label)}**: ${detail}`;
}
function checklist(checks) {
  if (checks.length === 0) return "";
  const lines = checks.map(({ state, label, detail }) => marked(CHECK_MARK[state], label, prose(detail, 400)));
  return ["### Checklist", lines.join("<br>\n")].join("\n\n");
}
function warningsSection(warnings) {
  return warnings.map((warning) => `> \u26A0\uFE0F ${prose(warning, 600)}`).join("\n>\n");
}
function decisionsSection({ decisions }) {
  if (decisions.length === 0) return "";
  const lines = decisions.map(({ part, included, reason }) => {
    return marked(included ? "\u2705" : "\u2796", part, `${included ? "included" : "not included"}: ${prose(reason, 300)}`);
  });
  return details("What was added to the image besides the binary, and why", lines.join("<br>\n"));
}

export {
  summaryOf
};
