import {
  ActionError
} from "./errors.js";
import {
  __require
} from "./shared.js";

// builtin:node:path
var builtin = __require("node:path");
var resolve = /* @__PURE__ */ (() => builtin.resolve)();
var isAbsolute = /* @__PURE__ */ (() => builtin.isAbsolute)();
var join = /* @__PURE__ */ (() => builtin.join)();
var relative = /* @__PURE__ */ (() => builtin.relative)();
var dirname = /* @__PURE__ */ (() => builtin.dirname)();
var basename = /* @__PURE__ */ (() => builtin.basename)();
var parse = /* @__PURE__ */ (() => builtin.parse)();
var sep = /* @__PURE__ */ (() => builtin.sep)();
var delimiter = /* @__PURE__ */ (() => builtin.delimiter)();
var posix = /* @__PURE__ */ (() => builtin.posix)();

// builtin:node:crypto
var builtin2 = __require("node:crypto");
var createHash = /* @__PURE__ */ (() => builtin2.createHash)();
var X509Certificate = /* @__PURE__ */ (() => builtin2.X509Certificate)();

// src/oci/digest.ts
var DIGEST = /^sha256:[0-9a-f]{64}$/;
function isDigest(text) {
  return DIGEST.test(text);
}
function parseDigest(text) {
  if (isDigest(text)) return text;
  throw new ActionError(
    "registry",
    `"${text.slice(0, 100)}" is no digest: sha256: and 64 hexadecimal digits are expected`
  );
}
function digestOf(bytes) {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}
function hexOf(digest) {
  return digest.slice("sha256:".length);
}

// src/oci/json.ts
function jsonBytes(document) {
  return Buffer.from(JSON.stringify(document), "utf8");
}
function sortedMap(map) {
  const entries = Object.entries(map).sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  return Object.fromEntries(entries);
}

// src/oci/media-types.ts
var MEDIA_TYPE = {
  index: "application/vnd.oci.image.index.v1+json",
  manifest: "application/vnd.oci.image.manifest.v1+json",
  config: "application/vnd.oci.image.config.v1+json",
  layerTar: "application/vnd.oci.image.layer.v1.tar",
  layerGzip: "application/vnd.oci.image.layer.v1.tar+gzip",
  layerZstd: "application/vnd.oci.image.layer.v1.tar+zstd"
};
var DOCKER_MEDIA_TYPE = {
  index: "application/vnd.docker.distribution.manifest.list.v2+json",
  manifest: "application/vnd.docker.distribution.manifest.v2+json",
  config: "application/vnd.docker.container.image.v1+json",
  layerGzip: "application/vnd.docker.image.rootfs.diff.tar.gzip"
};
function isIndex(mediaType) {
  return mediaType === MEDIA_TYPE.index || mediaType === DOCKER_MEDIA_TYPE.index;
}
function isManifest(mediaType) {
  return mediaType === MEDIA_TYPE.manifest || mediaType === DOCKER_MEDIA_TYPE.manifest;
}

// src/oci/manifest.ts
function documentOf(mediaType, content) {
  const bytes = jsonBytes(content);
  return { bytes, descriptor: { mediaType, digest: digestOf(bytes), size: bytes.length } };
}
function manifestDocument(config, layers, annotations) {
  return documentOf(MEDIA_TYPE.manifest, {
    schemaVersion: 2,
    mediaType: MEDIA_TYPE.manifest,
    config: bare(config),
    layers: layers.map(bare),
    ...annotated(annotations)
  });
}
function indexDocument(manifests, annotations) {
  return documentOf(MEDIA_TYPE.index, {
    schemaVersion: 2,
    mediaType: MEDIA_TYPE.index,
    manifests: manifests.map((manifest) => ({ ...bare(manifest), ...platformOf(manifest) })),
    ...annotated(annotations)
  });
}
function bare({ mediaType, digest, size }) {
  return { mediaType, digest, size };
}
function platformOf({ platform }) {
  if (platform === void 0) return {};
  const { architecture, os, variant } = platform;
  return { platform: variant === void 0 ? { architecture, os } : { architecture, os, variant } };
}
function annotated(annotations) {
  return Object.keys(annotations).length === 0 ? {} : { annotations: sortedMap(annotations) };
}

export {
  resolve,
  isAbsolute,
  join,
  relative,
  dirname,
  basename,
  parse,
  sep,
  delimiter,
  posix,
  createHash,
  X509Certificate,
  isDigest,
  parseDigest,
  digestOf,
  hexOf,
  jsonBytes,
  sortedMap,
  MEDIA_TYPE,
  DOCKER_MEDIA_TYPE,
  isIndex,
  isManifest,
  documentOf,
  manifestDocument,
  indexDocument
};
