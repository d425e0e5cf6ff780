import './boot.js';

// src/report/output-names.ts
var OUTPUT_NAMES = [
  "digest",
  "image",
  "images",
  "name",
  "tags",
  "version",
  "imageid",
  "platforms",
  "size",
  "pushed",
  "metadata",
  "attestations",
  "sbom"
];

// src/cli/outputs.ts
var LISTS = /* @__PURE__ */ new Set(["images", "tags", "platforms", "sbom"]);
var DOCUMENTS = /* @__PURE__ */ new Set(["metadata", "attestations"]);
function jsonOf(outputs) {
  const entries = Object.entries(outputs).map(([name, text]) => [name, typed(name, text ?? "")]);
  return JSON.stringify(Object.fromEntries(entries), null, 2);
}
function typed(name, text) {
  if (LISTS.has(name)) return text.split(/[\n,]/).filter((entry) => entry !== "");
  if (name === "pushed") return text === "true";
  if (name === "size") return Number(text);
  return DOCUMENTS.has(name) && text !== "" ? JSON.parse(text) : text;
}
function dotenvOf(outputs) {
  const lines = OUTPUT_NAMES.filter((name) => !DOCUMENTS.has(name)).map((name) => {
    const text = outputs[name] ?? "";
    return `FROM_SCRATCH_${name.toUpperCase().replaceAll("-", "_")}=${text.replaceAll("\n", " ")}`;
  });
  return `${lines.join("\n")}
`;
}

export { dotenvOf, jsonOf };
