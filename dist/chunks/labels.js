import {
  annotationSet
} from "./annotation-lines.js";
import {
  printable
} from "./printable.js";

// src/image/built-revision.ts
function builtRevision({ revision, eventCommit }, binaries) {
  const [built, ...others] = builtFrom(binaries);
  if (built === void 0 || others.length > 0) return revision;
  return built === eventCommit ? revision ?? built : built;
}
function builtCommitTime({ revision, eventCommit, commitTime }, binaries) {
  return revisionWarning({ revision, eventCommit }, binaries) === void 0 ? commitTime : void 0;
}
function revisionWarning({ revision, eventCommit }, binaries) {
  const expected = [revision, eventCommit].filter((commit) => commit !== void 0);
  const strange = builtFrom(binaries).filter((commit) => !expected.includes(commit));
  if (strange.length === 0 || revision === void 0) return void 0;
  const shown = strange.map((commit) => printable(commit, 64)).join(", ");
  return `built from commit ${shown}, and this run is for commit ${revision}. Check out what is published, and build after that`;
}
function builtFrom(binaries) {
  const commits = binaries.flatMap(({ go }) => go?.settings["vcs.revision"] ?? []);
  return [...new Set(commits)];
}

// src/image/labels.ts
var CREATED = "org.opencontainers.image.created";
function imageLabels(sources) {
  const automatic = automaticLabels(sources);
  const { block, labels, annotations } = sources;
  const written = annotationSet(Object.entries(block.annotations));
  return {
    labels: { ...automatic, ...block.labels, ...labels },
    chosen: new Set([...Object.keys(block.labels), ...Object.keys(labels)].filter((key) => key !== CREATED)),
    annotations: {
      manifest: { ...automatic, ...written.manifest, ...annotations.manifest },
      index: { ...automatic, ...written.index, ...annotations.index }
    }
  };
}
function automaticLabels({ context, version, created, binaries }) {
  const go = binaries.map((binary) => binary.go).find((info) => info !== void 0);
  const page = context.repository === void 0 ? void 0 : `${context.serverUrl}/${context.repository}`;
  const texts = {
    title: context.title ?? lastPart(context.repository ?? go?.main?.path),
    description: context.description,
    url: context.htmlUrl ?? page,
    source: page,
    version: version || goVersion(go?.main?.version),
    created: created.origin === "nothing" ? void 0 : created.text,
    revision: builtRevision(context, binaries),
    licenses: context.license
  };
  const given = Object.entries(texts).map(([name, text]) => [name, oneLine(text ?? "")]);
  const filled = given.filter(([, text]) => text !== "");
  return Object.fromEntries(filled.map(([name, text]) => [`org.opencontainers.image.${name}`, text]));
}
var LONGEST = 512;
function oneLine(text) {
  const line = text.slice(0, 4 * LONGEST).replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu, " ");
  return [...line.trim()].slice(0, LONGEST).join("");
}
function lastPart(path) {
  return path?.split("/").at(-1);
}
function goVersion(version) {
  return version !== void 0 && /^v\d+\.\d+\.\d+$/.test(version) ? version.slice(1) : void 0;
}

export {
  builtCommitTime,
  revisionWarning,
  imageLabels
};
