// src/report/metadata.ts
function metadataOf(report) {
  const images = report.images.filter(({ error }) => error === void 0);
  const digest = images[0]?.digest ?? report.root.digest;
  const names = images.flatMap((image) => {
    const tags = tagsOf(image);
    return tags.length > 0 ? tags : [image.name];
  });
  const { mediaType, size } = report.root;
  return {
    "containerimage.digest": digest,
    "containerimage.descriptor": { mediaType, digest, size },
    "image.name": names.join(","),
    platforms: report.platforms.map(platformMetadata)
  };
}
function platformMetadata({ platform, digest, config, layers }) {
  return { platform, digest, config, layers: layers.map(layerMetadata) };
}
function layerMetadata({ digest, diffId, size, mediaType, uploaded }) {
  return { digest, diff_id: diffId, size, media_type: mediaType, uploaded };
}

// src/report/outputs.ts
function outputsOf(report) {
  const images = report.images.filter(({ error }) => error === void 0);
  const first = images[0];
  const single = report.platforms.length === 1 ? report.platforms[0] : void 0;
  return {
    digest: first?.digest ?? report.root.digest,
    image: first === void 0 ? "" : `${first.name}@${first.digest}`,
    images: images.map(({ name, digest }) => `${name}@${digest}`).join("\n"),
    name: first?.name ?? "",
    tags: images.flatMap(tagsOf).join("\n"),
    version: report.version,
    imageid: single?.config ?? "",
    platforms: report.platforms.map(({ platform }) => platform).join(","),
    size: String(sizeOf(report.platforms)),
    pushed: String(report.pushed),
    metadata: JSON.stringify(metadataOf(report), null, 2),
    attestations: JSON.stringify((report.proof?.attached ?? []).map(attestationOutput)),
    sbom: report.sbomFiles.join("\n")
  };
}
function attestationOutput({ subject, platform, predicateType, digest, mediaType, logIndex }) {
  return {
    subject,
    platform,
    "predicate-type": predicateType,
    digest,
    "media-type": mediaType,
    "log-index": logIndex ?? null
  };
}
function sizeOf(platforms) {
  const blobs = /* @__PURE__ */ new Map();
  for (const { config, configSize, layers } of platforms) {
    blobs.set(config, configSize);
    for (const { digest, size } of layers) blobs.set(digest, size);
  }
  return [...blobs.values()].reduce((sum, size) => sum + size, 0);
}
var STANDING = /* @__PURE__ */ new Set(["written", "moved", "unchanged"]);
function tagsOf({ name, tags }) {
  return tags.filter(({ state }) => STANDING.has(state)).map((tag) => `${name}:${tag.name}`);
}

export {
  outputsOf,
  sizeOf
};
