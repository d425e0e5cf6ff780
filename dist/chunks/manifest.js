import {
  jsonBytes,
  sortedMap
} from "./json.js";
import {
  MEDIA_TYPE
} from "./media-types.js";
import {
  digestOf
} from "./digest.js";

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
var EMPTY_CONFIG = documentOf(MEDIA_TYPE.empty, {});
function referrerDocument(artifactType, layer, subject, annotations) {
  return documentOf(MEDIA_TYPE.manifest, {
    schemaVersion: 2,
    mediaType: MEDIA_TYPE.manifest,
    artifactType,
    config: EMPTY_CONFIG.descriptor,
    layers: [bare(layer)],
    subject: bare(subject),
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
  documentOf,
  manifestDocument,
  EMPTY_CONFIG,
  referrerDocument,
  indexDocument
};
