import {
  digestOf
} from "./digest.js";
import {
  jsonBytes,
  sortedMap
} from "./json.js";

// src/oci/media-types.ts
var MEDIA_TYPE = {
  index: "application/vnd.oci.image.index.v1+json",
  manifest: "application/vnd.oci.image.manifest.v1+json",
  config: "application/vnd.oci.image.config.v1+json",
  empty: "application/vnd.oci.empty.v1+json",
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
  MEDIA_TYPE,
  DOCKER_MEDIA_TYPE,
  isIndex,
  isManifest,
  documentOf,
  manifestDocument,
  EMPTY_CONFIG,
  referrerDocument,
  indexDocument
};
