import { readPublished } from './published-image.js';
import { readLayer, DamagedLayer } from './unpack.js';
import { platformOf, settingsOf, countedLabels, sameContent } from './publish.js';
import { printable, formatPlatform, MEDIA_TYPE, DOCKER_MEDIA_TYPE, formatRepository, isIndex, isManifest } from './start.js';
import { ActionError } from './boot.js';

// src/publish/remote/content-differences.ts
var CAUSES = {
  commit: "The Git tag was moved to another commit, or this version was given to two.",
  binary: "Go writes the path of the build into it without -trimpath, and -ldflags may put the time in.",
  files: "A file that an earlier step makes, such as one with the time in it, differs in each run.",
  kit: "A different version of this action brings different certificates and time zones.",
  settings: "The input config or the version of this action has changed.",
  labels: "Labels that change with each run belong in annotations."
};
function contentDifferences(ours, theirs, chosenLabels) {
  const published = new Map(theirs.map((config) => [nameOf(config), config]));
  const pairs = ours.flatMap((config) => {
    const other = published.get(nameOf(config));
    return other === void 0 ? [] : [{ ours: config, theirs: other }];
  });
  const found = pairs.flatMap((pair) => [
    ...layerDifferences(pair.ours, pair.theirs),
    ...settingDifferences(pair.ours, pair.theirs),
    ...labelDifferences(pair.ours, pair.theirs, chosenLabels)
  ]);
  const distinct = new Map(found.map((difference) => [difference.what, difference]));
  const all = [...platformDifferences(ours, theirs), ...distinct.values()];
  const commit = all.length === 0 ? void 0 : commitDifference(ours, theirs);
  return commit === void 0 ? all : [commit, ...all.map(({ what }) => ({ what }))];
}
function commitDifference(ours, theirs) {
  const [own, published] = [ours, theirs].map((configs) => configs.flatMap(revisionOf)[0]);
  if (own === void 0 || published === void 0 || own === published) return void 0;
  return { what: `the commit (${published} is published, this is ${own})`, cause: CAUSES.commit };
}
function revisionOf({ config }) {
  const revision = config.Labels?.["org.opencontainers.image.revision"];
  return revision === void 0 ? [] : [printable(revision.slice(0, 12))];
}
function nameOf(config) {
  return formatPlatform(platformOf(config));
}
function platformDifferences(ours, theirs) {
  const [own, published] = [ours.map(nameOf), theirs.map(nameOf)];
  const added = own.filter((name) => !published.includes(name));
  const missing = published.filter((name) => !own.includes(name));
  return [
    ...added.map((name) => ({ what: `${name}, which is not published` })),
    ...missing.map((name) => ({ what: `${printable(name, 60)}, which is not made here` }))
  ];
}
var PARTS = { binary: "the binary", files: "a file", kit: "the kit" };
function layerDifferences(ours, theirs) {
  const published = new Set(theirs.rootfs.diff_ids);
  const parts = partsOf(ours);
  const changed = ours.rootfs.diff_ids.flatMap((id, place) => published.has(id) ? [] : parts[place] ?? "binary");
  if (changed.length > 0) return changed.reverse().map((part) => ({ what: PARTS[part], cause: CAUSES[part] }));
  const same = ours.rootfs.diff_ids.join() === theirs.rootfs.diff_ids.join();
  return same ? [] : [{ what: "files that are not made here", cause: CAUSES.files }];
}
function partsOf({ history }) {
  const lines = history.filter((entry) => entry.empty_layer !== true).map((entry) => entry.created_by ?? "");
  return lines.map((line) => /^COPY (kit|files) \/ #/.exec(line)?.[1]).map((part) => part ?? "binary");
}
function settingDifferences(ours, theirs) {
  const names = differing(settingsOf(ours), settingsOf(theirs));
  return names.length === 0 ? [] : [{ what: `configuration (${shown(names)})`, cause: CAUSES.settings }];
}
function labelDifferences(ours, theirs, chosen) {
  const names = differing(countedLabels(ours, chosen), countedLabels(theirs, chosen));
  return names.length === 0 ? [] : [{ what: `labels (${shown(names)})`, cause: CAUSES.labels }];
}
function differing(ours, theirs) {
  return [.../* @__PURE__ */ new Set([...Object.keys(ours), ...Object.keys(theirs)])].filter((key) => ours[key] !== theirs[key]).sort();
}
function shown(names) {
  const some = names.slice(0, 5).map((name) => printable(name, 80));
  return [...some, ...names.length > 5 ? [`${names.length - 5} more`] : []].join(", ");
}

// src/publish/remote/same-image.ts
async function isSameImage(client, own, image) {
  const [ours, theirs] = [own.platforms, image.platforms].map((all) => all.map(({ config }) => config));
  if (!sameContent(ours ?? [], theirs ?? [], own.chosenLabels)) return false;
  const byPlatform = new Map(own.platforms.map((platform) => [nameOf2(platform), platform]));
  for (const platform of image.platforms) {
    const mine = byPlatform.get(nameOf2(platform));
    if (mine === void 0 || !await isSamePlatform(client, mine, platform)) return false;
  }
  return true;
}
function nameOf2({ config }) {
  return formatPlatform(platformOf(config));
}
async function isSamePlatform(client, own, theirs) {
  if (own.manifest === theirs.descriptor.digest) return true;
  if (own.layers.length !== theirs.layers.length || !isImageConfig(theirs.configDescriptor)) return false;
  for (const [place, layer] of own.layers.entries()) {
    const other = theirs.layers[place];
    if (other === void 0 || !isPlain(other) || !await isSameLayer(client, layer, other)) return false;
  }
  return true;
}
async function isSameLayer(client, own, theirs) {
  const { mediaType, digest, size } = own.descriptor;
  if (theirs.mediaType === mediaType && theirs.digest === digest && theirs.size === size) return true;
  const tar = await own.tar();
  try {
    return (await readLayer(client, theirs, tar.size))?.diffId === tar.diffId;
  } catch (error) {
    if (error instanceof DamagedLayer) return false;
    throw error;
  }
}
function isImageConfig(descriptor) {
  const known = [MEDIA_TYPE.config, DOCKER_MEDIA_TYPE.config];
  return known.includes(descriptor.mediaType) && isPlain(descriptor);
}
var PLAIN = /* @__PURE__ */ new Set(["mediaType", "digest", "size"]);
function isPlain(descriptor) {
  return Object.keys(descriptor).every((key) => PLAIN.has(key));
}

// src/publish/tags/tag-conflict.ts
async function sameVersion(client, others, content) {
  let kept;
  for (const { tag, manifest } of others) {
    const image = await readPublished(client, manifest, content.platforms.length);
    const same = image !== void 0 && await isSameImage(client, content, image);
    if (!same) throw conflict(client, tag, manifest, content, differencesFrom(content, image));
    kept ??= image;
  }
  return kept;
}
function differencesFrom({ platforms, chosenLabels }, image) {
  if (image === void 0) return [];
  const [ours, theirs] = [platforms, image.platforms].map((all) => all.map(({ config }) => config));
  return contentDifferences(ours ?? [], theirs ?? [], chosenLabels);
}
function conflict(client, tag, { descriptor }, { root }, differences) {
  const name = formatRepository(client.repository);
  const known = isIndex(descriptor.mediaType) || isManifest(descriptor.mediaType);
  const type = known ? "" : `, which is not an image but ${printable(descriptor.mediaType, 100)}`;
  return new ActionError(
    "tag",
    `${name}:${printable(tag, 128)} is published with other content: it points to ${descriptor.digest}${type}, this run made ${root.digest}. ${whatDiffers(differences)}A version never changes, so nothing was moved`,
    {
      hint: [...new Set(differences.flatMap(({ cause }) => cause ?? []))].map((cause) => `${cause} `).join("") + `Publish under a new version; or set overwrite: true to replace it; or set merge: ${name}@${descriptor.digest} to go on with the published image.`
    }
  );
}
function whatDiffers(differences) {
  return differences.length === 0 ? "" : `What differs: ${differences.map(({ what }) => what).join("; ")}. `;
}

export { sameVersion };
