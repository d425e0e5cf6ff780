import {
  compareReleases,
  finishImage,
  finishImages,
  isFlaggedPrerelease,
  isWithin,
  publishResults,
  publishStages,
  tagNames,
  versionInFamily
} from "./semver.js";
import {
  node_zlib_default
} from "./builtin-node-zlib.js";
import {
  awaitAll,
  deliverBlobs,
  reportOf,
  resendImage
} from "./image-delivery.js";
import {
  formatPlatform,
  parsePlatform,
  samePlatform
} from "./platform.js";
import {
  connectRegistries
} from "./recovery.js";
import {
  RegistryError
} from "./llhttp_simd-wasm.js";
import {
  isObject,
  jsonObject
} from "./p-limit-index.js";
import {
  formatRepository
} from "./reference.js";
import {
  DOCKER_MEDIA_TYPE,
  MEDIA_TYPE,
  isIndex,
  isManifest
} from "./media-types.js";
import {
  isDigest
} from "./digest.js";
import {
  createHash
} from "./builtin-node-crypto.js";
import {
  printable
} from "./printable.js";
import {
  ActionError,
  messageOf
} from "./errors.js";
import {
  TransferCount
} from "./transfer.js";

// src/publish/remote/loadable-config.ts
var TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;
var isText = (value) => typeof value === "string";
var isTime = (value) => typeof value === "string" && TIME.test(value);
var MADE = { created: isTime, author: isText };
var STEP = {
  ...MADE,
  created_by: isText,
  comment: isText,
  empty_layer: (value) => typeof value === "boolean"
};
function isLoadable(document, layers) {
  const history = document.history ?? [];
  const labels = isObject(document.config) ? document.config.Labels ?? {} : {};
  if (!Array.isArray(history) || !history.every((step) => isObject(step) && fits(step, STEP))) return false;
  if (!isObject(labels) || !Object.values(labels).every(isText)) return false;
  return fits(document, MADE) && history.filter((step) => step.empty_layer !== true).length <= layers;
}
function fits(document, fields) {
  return Object.entries(fields).every(
    ([name, holds]) => (document[name] ?? void 0) === void 0 || holds(document[name])
  );
}

// src/publish/remote/unambiguous-json.ts
var MAPS = /* @__PURE__ */ new Set(["Labels", "annotations", "ExposedPorts", "Volumes"]);
var STRING = /"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?/gs;
function unambiguousObject(bytes) {
  const document = jsonObject(bytes);
  if (document === void 0 || !hasDistinctFields(document)) return void 0;
  return writtenKeys(bytes.toString()) === countKeys(document) ? document : void 0;
}
function hasDistinctFields(value) {
  if (Array.isArray(value)) return value.every(hasDistinctFields);
  if (!isObject(value)) return true;
  const entries = Object.entries(value);
  const distinct = new Set(entries.map(([key]) => folded(key))).size === entries.length;
  return distinct && entries.every(([key, inner]) => MAPS.has(key) || hasDistinctFields(inner));
}
function folded(key) {
  return key.toUpperCase().toLowerCase();
}
function writtenKeys(text) {
  let count = 0;
  for (const [, colon] of text.matchAll(STRING)) if (colon !== void 0) count += 1;
  return count;
}
function countKeys(value) {
  if (typeof value !== "object" || value === null) return 0;
  const own = Array.isArray(value) ? 0 : Object.keys(value).length;
  return Object.values(value).reduce((sum2, inner) => sum2 + countKeys(inner), own);
}

// src/publish/remote/read-manifest.ts
var MAX_DESCRIPTORS = 200;
var MEDIA_TYPE2 = /^[A-Za-z0-9][\w!#$&^.+-]{0,126}\/[A-Za-z0-9][\w!#$&^.+-]{0,126}$/;
function readManifest({ bytes, descriptor }) {
  if (!isManifest(descriptor.mediaType)) return void 0;
  const value = unambiguousObject(bytes);
  const layers = value?.layers;
  if (!isDescriptor(value?.config) || !isDescriptorList(layers)) return void 0;
  return { config: value.config, layers };
}
function readIndex({ bytes, descriptor }) {
  if (!isIndex(descriptor.mediaType)) return void 0;
  const manifests = unambiguousObject(bytes)?.manifests;
  return isDescriptorList(manifests) ? manifests : void 0;
}
var FIELDS = /* @__PURE__ */ new Set(["schemaVersion", "mediaType", "config", "layers", "manifests", "annotations"]);
function isImageOnly({ bytes }) {
  return Object.keys(unambiguousObject(bytes) ?? {}).every((name) => FIELDS.has(name));
}
function readConfig(bytes) {
  const value = unambiguousObject(bytes);
  const rootfs = value?.rootfs;
  if (value === void 0 || !isWord(value.os) || !isWord(value.architecture)) return void 0;
  if (value.variant !== void 0 && value.variant !== "" && !isWord(value.variant)) return void 0;
  const ids = isObject(rootfs) ? rootfs.diff_ids : void 0;
  if (!Array.isArray(ids) || !ids.every((id) => typeof id === "string" && isDigest(id))) return void 0;
  if (!isLoadable(value, ids.length)) return void 0;
  const history = Array.isArray(value.history) ? value.history.filter(isObject) : [];
  const config = isObject(value.config) ? value.config : {};
  return { ...value, config, history };
}
function isAttestation({ platform, annotations }) {
  return platform?.os === "unknown" || annotations?.["vnd.docker.reference.type"] !== void 0;
}
function isDescriptorList(value) {
  return Array.isArray(value) && value.length <= MAX_DESCRIPTORS && value.every(isDescriptor);
}
function isDescriptor(value) {
  if (!isObject(value)) return false;
  const { mediaType, digest, size } = value;
  return typeof mediaType === "string" && MEDIA_TYPE2.test(mediaType) && typeof digest === "string" && isDigest(digest) && Number.isSafeInteger(size) && Number(size) >= 0;
}
function isWord(value) {
  return typeof value === "string" && /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(value);
}

// src/publish/remote/repository-state.ts
var OPTIONAL_TIMEOUT_MS = 1e3;
async function readRepositoryState(client, { compared, optional, latest, listed }, log) {
  const list = listed === void 0 ? void 0 : listTags(client, listed);
  const asked = [
    ...compared.map((tag) => readVersion(client, tag)),
    ...optional.map((tag) => lookAt(client, tag, log)),
    ...latest ? [glanceAt(client, "latest", log)] : []
  ];
  const behind = new Map((await Promise.all(asked)).flat());
  return { behind, ...list === void 0 ? {} : { list } };
}
async function readVersion(client, tag) {
  try {
    return [[tag, await client.getManifest(tag)]];
  } catch (error) {
    if (!(error instanceof RegistryError) || error.status !== 200) throw error;
    const name = `${formatRepository(client.repository)}:${printable(tag, 128)}`;
    const message = `${name} is published and is not an image that can be compared, so nothing was moved. ${error.message}`;
    const hint = "Publish under a new version; or set overwrite: true to replace it.";
    throw new ActionError("tag", message, { hint, cause: error });
  }
}
async function lookAt(client, tag, log) {
  try {
    return [[tag, await client.getManifest(tag)]];
  } catch (error) {
    if (!(error instanceof RegistryError) || error.limited) throw error;
    if (error.status !== 200 && error.status !== 403) throw error;
    log.debug(`What ${tag} points at cannot be read: ${printable(error.message)}`);
    return [];
  }
}
async function glanceAt(client, tag, log) {
  const answer = await client.tryManifest(tag, OPTIONAL_TIMEOUT_MS);
  if (answer !== void 0) return [[tag, answer.manifest]];
  log.debug(`What ${tag} points at could not be read within a second`);
  return [];
}
async function listTags(client, keep) {
  try {
    return { tags: await client.listTags(keep) ?? [] };
  } catch (unreadable) {
    return { unreadable };
  }
}

// src/publish/remote/named-digests.ts
var MAX_MANIFESTS = 32;
async function namedDigests(client, { behind }, log) {
  const roots = [...behind.values()].filter((manifest) => manifest !== void 0);
  const children = new Set(roots.flatMap(childrenOf));
  const read = [...children].slice(0, MAX_MANIFESTS).map(async (digest) => {
    const answer = await client.tryManifest(digest, OPTIONAL_TIMEOUT_MS);
    if (answer?.manifest === void 0) log.debug(`${digest} could not be read, so what it names is asked for`);
    return answer?.manifest;
  });
  const manifests = [...roots, ...(await Promise.all(read)).filter((manifest) => manifest !== void 0)];
  return new Set(manifests.flatMap(digestsIn));
}
function childrenOf(root) {
  const entries = readIndex(root) ?? [];
  return entries.filter((entry) => !isAttestation(entry)).map(({ digest }) => digest);
}
function digestsIn(fetched) {
  const manifest = readManifest(fetched);
  const blobs = manifest === void 0 ? [] : [manifest.config, ...manifest.layers];
  return [fetched.descriptor.digest, ...blobs.map(({ digest }) => digest)];
}

// src/publish/remote/own-content.ts
function ownContent({ root, images }, chosenLabels) {
  return { root, platforms: images.flatMap(ownPlatform), chosenLabels };
}
function ownPlatform({ config: document, manifest, layers }) {
  const config = readConfig(document.bytes);
  if (config === void 0) return [];
  return [
    {
      manifest: manifest.descriptor.digest,
      config,
      layers: layers.map(({ layer, descriptor, diffId }) => ({
        descriptor,
        tar: async () => ({ diffId, size: layer.tarSize })
      }))
    }
  ];
}

// src/publish/tags/lost-answer.ts
var PAUSES_MS = [0, 400, 800];
var LOOK_TIMEOUT_MS = 600;
var UNANSWERED_STATUSES = /* @__PURE__ */ new Set([408, 499, 502, 504, 520, 521, 522, 523, 524, 527]);
async function fateOf(client, tag, digest, error, clock) {
  const refused = wasAnswered(error);
  let last;
  for (const pause of refused ? PAUSES_MS.slice(0, 1) : PAUSES_MS) {
    if (pause > 0) await clock.sleep(pause);
    last = await client.tryManifest(tag, LOOK_TIMEOUT_MS) ?? last;
    if (last?.manifest?.descriptor.digest === digest) return { state: "stored" };
  }
  const why = printable(messageOf(error));
  if (refused && (last !== void 0 || wasForbidden(error))) return { state: "failed", reason: why };
  return { state: "unknown", reason: `${why}. ${lookText(last)}` };
}
function lookText(last) {
  if (last === void 0) return "The registry did not tell what the tag points at now";
  return last.manifest === void 0 ? "Asked a moment later, the registry did not have it (yet)" : `Asked a moment later, the tag stood at ${last.manifest.descriptor.digest}`;
}
function wasAnswered(error) {
  return error instanceof RegistryError && error.status !== void 0 && !UNANSWERED_STATUSES.has(error.status);
}
function wasForbidden(error) {
  return error instanceof RegistryError && error.status !== void 0 && error.status < 500 && !error.repeated;
}

// src/publish/tags/tag-writer.ts
function putTo(client) {
  return (reference, { bytes, descriptor }) => client.putManifest(reference, bytes, descriptor.mediaType);
}
var TagWriter = class {
  #root;
  #put;
  #client;
  #clock;
  #reports = /* @__PURE__ */ new Map();
  #pointing = /* @__PURE__ */ new Set();
  #present;
  constructor({ root, put, present }, client, clock) {
    this.#root = root;
    this.#put = put;
    this.#present = present;
    this.#client = client;
    this.#clock = clock;
  }
  get digest() {
    return this.#root.descriptor.digest;
  }
  get reports() {
    return [...this.#reports.values()];
  }
  /** Tags that point at the root itself. */
  get pointing() {
    return [...this.#pointing];
  }
  /** Makes the tag point at the root; `standsAt` is what it points at now, if anything. */
  async write(name, standsAt) {
    this.#pointing.add(name);
    if (standsAt === this.#root.descriptor.digest) return this.#record(name, "unchanged");
    await this.#send(name, this.#root, this.#put, () => {
      this.#present = true;
      this.#record(name, standsAt === void 0 ? "written" : "moved");
    });
  }
  leave(name, reason) {
    this.#pointing.delete(name);
    this.#record(name, "left alone", reason);
  }
  /** Gives a tag to an image that has more right to it. */
  async handOver(name, other, reason) {
    await this.#send(name, other, putTo(this.#client), () => this.leave(name, reason));
  }
  /** An exact version that is published with this content; only under the root's digest does it count as this run's. */
  keep(name, standsAt) {
    if (standsAt === this.#root.descriptor.digest) this.#record(name, "unchanged");
    else this.#record(name, "left alone", `it is published with the same content as ${standsAt}`);
  }
  /** Stores the root under its digest alone, where no tag has brought it there. */
  async store() {
    if (!this.#present) await this.#put(this.#root.descriptor.digest, this.#root);
    this.#present = true;
  }
  /** A failure that turns out to have been a success is none, unless the run was cancelled by it. */
  async #send(name, root, put, stored) {
    try {
      await put(name, root);
    } catch (error) {
      const { state: state2, reason } = await fateOf(this.#client, name, root.descriptor.digest, error, this.#clock);
      if (state2 === "stored") stored();
      else this.#record(name, state2, reason);
      if (state2 !== "stored" || isCancelled(error)) throw error;
      return;
    }
    stored();
  }
  #record(name, state2, reason) {
    this.#reports.set(name, { name, state: state2, ...reason === void 0 ? {} : { reason } });
  }
};
function isCancelled(error) {
  return error instanceof ActionError && error.code === "cancelled";
}

// src/publish/delivery/deliver-root.ts
function imageDelivery(client, { set, finished, layers, log }) {
  return {
    own: async () => ownContent(await finished(), set.chosenLabels),
    bring: async (found, tags) => {
      const whole = tags.some((tag) => found.behind.get(tag) !== void 0) ? await finished() : void 0;
      if (whole !== void 0 && isBehind(whole, found)) return presentRoot(client, whole);
      const named = await namedDigests(client, found, log);
      return deliverRoot(set, finished, { client, layers, named });
    }
  };
}
function isBehind({ root }, { behind }) {
  return [...behind.values()].some((manifest) => manifest?.descriptor.digest === root.digest);
}
function presentRoot(client, whole) {
  return {
    root: rootOf(whole),
    platforms: whole.images.map((image) => reportOf(image, () => "existed")),
    present: true,
    put: putTo(client)
  };
}
async function deliverRoot({ images }, finished, to) {
  const [only, ...others2] = images;
  const single = others2.length === 0 ? only : void 0;
  const uploaded = await Promise.all(
    images.map((image) => single === void 0 ? deliverChild(image, to) : deliverBlobs(image, to))
  );
  const whole = await finished();
  const put = putTo(to.client);
  return {
    root: rootOf(whole),
    platforms: whole.images.map((image, place2) => reportOf(image, (layer) => uploaded[place2]?.[layer] ?? "existed")),
    present: to.named.has(whole.root.digest),
    put: single === void 0 ? put : (...what) => withBlobs(single, to, () => put(...what))
  };
}
function rootOf({ index, images: [only], root }) {
  const document = index ?? only?.manifest;
  return { bytes: document?.bytes ?? Buffer.alloc(0), descriptor: root };
}
async function deliverChild(image, to) {
  const uploaded = await deliverBlobs(image, to);
  const { manifest } = await finishImage(image);
  const { digest } = manifest.descriptor;
  if (!to.named.has(digest)) await withBlobs(image, to, () => putTo(to.client)(digest, manifest));
  return uploaded;
}
async function withBlobs(image, to, put) {
  try {
    return await put();
  } catch (error) {
    if (!saysBlobUnknown(error)) throw error;
    await resendImage(image, to);
    return put();
  }
}
function saysBlobUnknown(error) {
  if (!(error instanceof RegistryError)) return false;
  return error.codes.includes("MANIFEST_BLOB_UNKNOWN") || error.codes.includes("BLOB_UNKNOWN");
}

// src/publish/delivery/layer-delivery.ts
var MAX_AWAITED_LAYER_BYTES = 8 * 1024 * 1024;
var LayerDelivery = class {
  #transfers = /* @__PURE__ */ new Map();
  /**
   * Brings a layer into a repository; a second call for the same pair waits for the first.
   * @param named digests that the repository has for certain
   */
  deliver(client, layer, named) {
    const all = this.#transfers.get(layer) ?? [];
    this.#transfers.set(layer, all);
    const known = all.find((delivery) => delivery.client === client);
    if (known !== void 0) return known.done;
    const earlier = all.filter((delivery) => sameRegistry(delivery.client, client));
    const done = bring(client, layer, named, earlier);
    all.push({ client, done });
    return done;
  }
  /** Sends a layer although a manifest, or the registry itself, names it: the blob is gone. */
  async resend(client, layer) {
    await client.pushBlob(layer.blob, { askFirst: false });
  }
};
async function bring(client, layer, named, earlier) {
  const wait = named.size > 0 && layer.blob.sizeLimit <= MAX_AWAITED_LAYER_BYTES;
  if (wait && named.has((await layer.blob.descriptor).digest)) return "existed";
  return send(client, layer, named, earlier);
}
async function send(client, layer, present, earlier) {
  const mountFrom = await pathsWithLayer(earlier);
  return (await client.pushBlob(layer.blob, { mountFrom, present })).result;
}
async function pathsWithLayer(deliveries) {
  const results = await Promise.allSettled(deliveries.map(({ done }) => done));
  return deliveries.flatMap(
    ({ client }, place2) => results[place2]?.status === "fulfilled" ? [client.repository.path] : []
  );
}
function sameRegistry(a, b) {
  return a !== b && a.repository.registry === b.repository.registry;
}

// src/publish/publish-gate.ts
var PublishGate = class {
  #silent;
  #reached;
  #finish = () => {
  };
  constructor(parties) {
    this.#silent = new Set(parties);
    this.#reached = new Promise((resolve) => {
      this.#finish = resolve;
    });
  }
  vote(party, objection) {
    this.#silent.delete(party);
    if (objection !== void 0) this.#finish(objection);
    else if (this.#silent.size === 0) this.#finish(void 0);
  }
  /** The first objection, or undefined once all have voted without one. */
  result() {
    return this.#reached;
  }
};

// src/publish/remote/image-content.ts
var AUTOMATIC_LABELS = new Set(
  ["title", "description", "source", "url", "documentation", "version", "revision", "created", "licenses"].map(
    (name) => `org.opencontainers.image.${name}`
  )
);
function sameContent(ours, theirs, chosenLabels) {
  const texts = (configs) => configs.map((config) => contentText(config, chosenLabels)).sort();
  return JSON.stringify(texts(ours)) === JSON.stringify(texts(theirs));
}
function contentText(image, chosenLabels) {
  const parts = [settingsOf(image), countedLabels(image, chosenLabels)];
  return JSON.stringify(inOrder([formatPlatform(platformOf(image)), ...parts, others(image)]));
}
function countedLabels({ config }, chosenLabels) {
  const counted = Object.entries(config.Labels ?? {}).filter(
    ([key]) => chosenLabels.has(key) || !AUTOMATIC_LABELS.has(key)
  );
  return Object.fromEntries(counted);
}
function settingsOf({ config }) {
  const said = Object.entries(config).filter(([key, value]) => key !== "Labels" && isSet(value));
  return Object.fromEntries(said.map(([key, value]) => [key, JSON.stringify(inOrder(value))]));
}
var LOOKED_AT = /* @__PURE__ */ new Set([
  ...["os", "architecture", "variant", "config"],
  ...["created", "author", "history"]
]);
function others(image) {
  return Object.fromEntries(Object.entries(image).filter(([key, value]) => !LOOKED_AT.has(key) && isSet(value)));
}
function isSet(value) {
  const empty = typeof value === "object" && value !== null && Object.keys(value).length === 0;
  return value !== null && value !== void 0 && value !== "" && value !== false && !empty;
}
function platformOf({ os, architecture, variant }) {
  const platform = { os, architecture, ...variant ? { variant } : {} };
  try {
    return parsePlatform(formatPlatform(platform));
  } catch {
    return platform;
  }
}
var MAX_DEPTH = 32;
function inOrder(value, depth = 0) {
  if (typeof value !== "object" || value === null || depth > MAX_DEPTH) return value;
  if (Array.isArray(value)) return value.map((inner) => inOrder(inner, depth + 1));
  return Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1).map(([key, inner]) => [key, inOrder(inner, depth + 1)]);
}

// src/publish/delivery/published-report.ts
function keptRoot(client, image) {
  return {
    root: image.root,
    platforms: image.platforms.map(keptPlatform),
    present: true,
    put: putTo(client)
  };
}
function keptPlatform(platform) {
  const report = platformReport(platform, () => "existed");
  const diffIds = platform.config.rootfs.diff_ids;
  return { ...report, layers: report.layers.map((layer, place2) => ({ ...layer, ...given(diffIds[place2]) })) };
}
function given(diffId) {
  return diffId === void 0 ? {} : { diffId };
}
function platformReport({ descriptor, configDescriptor, config, layers }, uploaded) {
  return {
    platform: platformOf(config),
    manifest: bare(descriptor),
    config: bare(configDescriptor),
    layers: layers.map((layer) => ({ ...bare(layer), uploaded: uploaded(layer) }))
  };
}
function bare({ mediaType, digest, size }) {
  return { mediaType, digest, size };
}

// src/publish/repository-record.ts
var RepositoryRecord = class {
  #repository;
  #clock;
  #timings = {};
  #image;
  #platforms = [];
  #tags = () => [];
  #outcome = "published";
  constructor(repository, clock) {
    this.#repository = repository;
    this.#clock = clock;
  }
  async time(part, work) {
    const start = this.#clock.now();
    try {
      return await work();
    } finally {
      this.#timings[part] = this.#clock.now() - start;
    }
  }
  delivered(image, platforms) {
    this.#image = image;
    this.#platforms = platforms;
  }
  /** `tags` is asked when the report is made, so that it knows what was written before a failure. */
  follow(tags) {
    this.#tags = tags;
  }
  ended(outcome) {
    this.#outcome = outcome;
  }
  report(error) {
    return {
      repository: this.#repository,
      ...this.#image === void 0 ? {} : { image: this.#image },
      outcome: error === void 0 ? this.#outcome : "failed",
      tags: this.#tags(),
      platforms: this.#platforms,
      timings: this.#timings,
      ...error === void 0 ? {} : { error }
    };
  }
};

// src/publish/tags/overwritten-version.ts
var LOOK_TIMEOUT_MS2 = 1e3;
async function lookBehindVersion(moved, { client, plan }, writer) {
  const own = writer.reports.find(({ name, state: state2 }) => state2 === "written" && plan.exact.includes(name))?.name;
  if (own === void 0 || moved.length === 0) return void 0;
  return { own, now: (await client.tryManifest(own, LOOK_TIMEOUT_MS2))?.manifest };
}
async function refuseOverwritten(look, { client, plan }, writer) {
  if (look?.now === void 0 || look.now.descriptor.digest === writer.digest) return;
  const { own, now } = look;
  const reason = "another run wrote this version at the same time";
  const moving = writer.pointing.filter((name) => plan.moving.some((tag) => tag.name === name));
  writer.leave(own, reason);
  await awaitAll(moving.map((name) => writer.handOver(name, now, reason)));
  throw new ActionError(
    "tag",
    `${formatRepository(client.repository)}:${printable(own, 128)} was written by another run at the same time, with other content: it points to ${now.descriptor.digest}, this run made ${writer.digest}`,
    {
      hint: "Are these the jobs of a matrix? Give all binaries to one step, or an image of its own to each program; or push each platform with tags: none and join them with merge."
    }
  );
}

// src/publish/tags/moving-tags.ts
function publishedVersions(moving, tags) {
  return tags.flatMap((tag) => stableVersion(tag, moving) ?? []).filter(({ version }) => isWithin(moving, version.release)).sort((a, b) => compareReleases(b.version.release, a.version.release));
}
function higherVersions(moving, tags) {
  if (moving.forced) return [];
  const own = moving.version;
  const published = publishedVersions(moving, tags);
  if (own === void 0) return published;
  return published.filter(({ version }) => compareReleases(version.release, own.release) > 0);
}
function countsForMoving(plan) {
  const names = new Set(tagNames(plan));
  return (tag) => names.has(tag) || plan.moving.some((moving) => stableVersion(tag, moving) !== void 0);
}
function stableVersion(tag, { families, version: own }) {
  const versions = families.flatMap((family) => versionInFamily(tag, family, own?.scheme) ?? []);
  const stable = versions.find(({ prerelease }) => !prerelease);
  return stable === void 0 ? void 0 : { tag, version: stable };
}

// src/publish/tags/release-in-the-way.ts
async function releasesInTheWay(moving, tags, client) {
  const manifestOf = remembered((tag) => readable(client, tag));
  const found = await Promise.all(
    moving.map(async (tag) => [tag.name, await firstRelease(tag, higherVersions(tag, tags), manifestOf)])
  );
  return new Map(found.flatMap(([name, version]) => version === void 0 ? [] : [[name, version]]));
}
async function firstRelease(moving, versions, manifestOf) {
  for (const version of versions) {
    const manifest = await manifestOf(version.tag);
    if (manifest === void 0 || !isFlaggedPrerelease(manifest)) return version;
    const own = await manifestOf(moving.name);
    if (own?.descriptor.digest === manifest.descriptor.digest) return version;
  }
  return void 0;
}
async function readable(client, tag) {
  try {
    return await client.getManifest(tag);
  } catch {
    return void 0;
  }
}
function remembered(read) {
  const known = /* @__PURE__ */ new Map();
  return (tag) => {
    const asked = known.get(tag) ?? read(tag);
    known.set(tag, asked);
    return asked;
  };
}

// src/publish/tags/state-query.ts
function stateQuery(plan, { overwrite }) {
  const { exact, plain } = plan;
  return {
    compared: overwrite ? [] : exact,
    optional: overwrite ? [...exact, ...plain] : plain,
    latest: needsLatest(plan),
    ...needsList(plan) ? { listed: countsForMoving(plan) } : {}
  };
}
function listMovingTags(client, plan) {
  return listTags(client, countsForMoving(plan));
}
function needsList({ moving }) {
  return moving.some(({ forced }) => !forced);
}
function needsLatest({ digestOnly, exact, plain, moving }) {
  return (digestOnly || moving.length > 0) && ![...exact, ...plain].includes("latest");
}

// src/publish/tags/racing-release.ts
var MAX_LOOKS = 5;
async function yieldToHigherVersion(moved, work, writer) {
  const placed = /* @__PURE__ */ new Map();
  for (let look = 0; look < MAX_LOOKS; look += 1) {
    const overtaken = (await lookAgain(moved, work)).filter(({ tag, by }) => placed.get(tag.name) !== by.tag);
    if (overtaken.length === 0) return;
    await awaitAll(overtaken.map((one) => handOver(one, work, writer)));
    for (const { tag, by } of overtaken) placed.set(tag.name, by.tag);
  }
}
async function lookAgain(moved, { client, plan, log }) {
  const comparable = moved.filter(({ forced }) => !forced);
  if (comparable.length === 0) return [];
  const list = await listMovingTags(client, plan);
  if ("unreadable" in list) {
    log.warning(
      `The tags of ${formatRepository(client.repository)} could not be read again, so a release that ran at the same time was not looked for (${printable(messageOf(list.unreadable))})`
    );
    return [];
  }
  const inTheWay = await releasesInTheWay(comparable, list.tags, client);
  return comparable.flatMap((tag) => {
    const by = inTheWay.get(tag.name);
    return by === void 0 ? [] : [{ tag, by }];
  });
}
async function handOver({ tag, by }, { client, log }, writer) {
  const higher = await client.getManifest(by.tag);
  if (higher === void 0) return;
  await writer.handOver(tag.name, higher, `${by.tag} was published in the meantime`);
  log.notice(`${by.tag} was published while this ran, so ${tag.name} was given to it`);
}

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
  const changed = ours.rootfs.diff_ids.flatMap((id, place2) => published.has(id) ? [] : parts[place2] ?? "binary");
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

// src/publish/remote/published-image.ts
var MAX_CONFIG_BYTES = 4 * 1024 * 1024;
async function readPublished(client, root, count) {
  const entries = readIndex(root);
  if ((entries?.length ?? 1) !== count || !isImageOnly(root)) return void 0;
  const read = entries === void 0 ? [readPlatform(client, root)] : entries.map((entry) => readChild(client, entry));
  const platforms = await Promise.all(read);
  const complete = platforms.filter((platform) => platform !== void 0);
  return complete.length < platforms.length ? void 0 : { root, platforms: complete };
}
async function readChild(client, entry) {
  const { mediaType, digest, size, platform, ...more } = entry;
  if (Object.keys(more).length > 0 || !isObject(platform)) return void 0;
  const fetched = await client.getManifest(digest);
  if (fetched?.descriptor.mediaType !== mediaType || fetched.descriptor.size !== size) return void 0;
  if (!isImageOnly(fetched)) return void 0;
  const child = await readPlatform(client, fetched);
  return child !== void 0 && isFor(platform, child) ? child : void 0;
}
function isFor(platform, { config }) {
  const known = Object.keys(platform).every((key) => ["os", "architecture", "variant"].includes(key));
  return known && samePlatform(platformOf(platform), platformOf(config));
}
async function readPlatform(client, fetched) {
  const manifest = readManifest(fetched);
  if (manifest === void 0) return void 0;
  const { config: configDescriptor, layers } = manifest;
  const bytes = await client.getBlob(configDescriptor.digest, MAX_CONFIG_BYTES);
  if (bytes?.length !== configDescriptor.size) return void 0;
  const config = readConfig(bytes);
  return config === void 0 ? void 0 : { descriptor: fetched.descriptor, configDescriptor, config, layers };
}

// src/layer/unpack.ts
var DamagedLayer = class extends Error {
};
var LayerUnpacker = class {
  #limits;
  #blob = createHash("sha256");
  #tar = createHash("sha256");
  #stream;
  #ended;
  #size = 0;
  #tarSize = 0;
  #failed;
  /**
   * @param limits bytes that are read at most, so that a bomb ends early; what is longer is a DamagedLayer
   * Throws a DamagedLayer where the media type cannot be unpacked here.
   */
  constructor(mediaType, limits) {
    this.#limits = limits;
    this.#stream = decompression(mediaType);
    this.#ended = this.#stream === void 0 ? Promise.resolve() : this.#follow(this.#stream);
    this.#ended.catch(() => {
    });
  }
  async write(bytes) {
    this.#blob.update(bytes);
    this.#size += bytes.length;
    if (this.#size > this.#limits.size) this.#fail(`it is larger than ${this.#limits.size} bytes`);
    if (this.#failed === void 0 && this.#stream !== void 0)
      await Promise.race([fed(this.#stream, bytes), this.#ended.catch(() => {
      })]);
    else if (this.#failed === void 0) this.#count(bytes);
    if (this.#failed !== void 0) throw this.#failed;
  }
  /** Rejects with a DamagedLayer. */
  async finish() {
    this.#stream?.end();
    await this.#ended;
    if (this.#stream !== void 0 && this.#stream.bytesWritten < this.#size) this.#fail("it goes on after its end");
    if (this.#failed !== void 0) throw this.#failed;
    return { digest: sum(this.#blob), size: this.#size, diffId: sum(this.#tar), tarSize: this.#tarSize };
  }
  /** For a caller that no longer waits for the end. */
  close() {
    this.#stream?.destroy();
  }
  #follow(stream) {
    return new Promise((resolve, reject) => {
      stream.on("data", (bytes) => this.#count(bytes));
      stream.once("end", resolve);
      stream.once("close", () => reject(this.#failed ?? new DamagedLayer("it ended too early")));
      stream.once("error", ({ message }) => {
        this.#fail(`it cannot be unpacked: ${message}`);
        reject(this.#failed);
      });
    });
  }
  #count(bytes) {
    if (this.#failed !== void 0) return;
    this.#tar.update(bytes);
    this.#tarSize += bytes.length;
    if (this.#tarSize > this.#limits.tarSize) this.#fail(`what is in it is larger than ${this.#limits.tarSize} bytes`);
  }
  #fail(why) {
    this.#failed ??= new DamagedLayer(why);
    this.#stream?.destroy();
  }
};
function fed(stream, bytes) {
  return new Promise((resolve) => stream.write(bytes, () => resolve()));
}
function sum(hash) {
  return `sha256:${hash.digest("hex")}`;
}
function decompression(mediaType) {
  switch (mediaType) {
    case MEDIA_TYPE.layerTar:
      return void 0;
    case MEDIA_TYPE.layerGzip:
    case DOCKER_MEDIA_TYPE.layerGzip:
      return node_zlib_default.createGunzip();
    case MEDIA_TYPE.layerZstd:
      if (typeof node_zlib_default.createZstdDecompress === "function") return node_zlib_default.createZstdDecompress();
      throw new DamagedLayer(`Node ${process.versions.node} cannot unpack zstd`);
    default:
      throw new DamagedLayer(`it is called ${mediaType}, which is not a layer that this action knows`);
  }
}

// src/publish/remote/read-layer.ts
var MAX_TAR_BYTES = 64 * 1024 ** 3;
async function readLayer(client, { mediaType, digest, size }, tarSize = MAX_TAR_BYTES) {
  let unpacker;
  try {
    const found = await client.readBlob(digest, () => {
      unpacker?.close();
      const next = new LayerUnpacker(mediaType, { size, tarSize });
      unpacker = next;
      return (bytes) => next.write(bytes);
    });
    if (!found || unpacker === void 0) return void 0;
    const layer = await unpacker.finish();
    if (layer.digest !== digest) throw new DamagedLayer(`its content is ${layer.digest}`);
    if (layer.size !== size) throw new DamagedLayer(`it has ${layer.size} bytes instead of ${size}`);
    return layer;
  } finally {
    unpacker?.close();
  }
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
  for (const [place2, layer] of own.layers.entries()) {
    const other = theirs.layers[place2];
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
async function publishedVersion(client, exact, behind, own) {
  let kept;
  for (const tag of exact) {
    const manifest = behind.get(tag);
    if (manifest === void 0) continue;
    const content = await own();
    if (manifest.descriptor.digest === content.root.digest) continue;
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

// src/publish/tags/tag-failure.ts
function tagFailure(error, repository, plan, reports) {
  const done = reports.filter(({ state: state3 }) => state3 === "written" || state3 === "moved").map(({ name }) => name);
  const unknown = reports.filter(({ state: state3 }) => state3 === "unknown").map(({ name }) => name);
  const ended = new Set(reports.filter(({ state: state3 }) => state3 !== "failed").map(({ name }) => name));
  const open = tagNames(plan).filter((name) => !ended.has(name));
  const parts = [
    ...done.length === 0 ? [] : [`already written: ${done.join(", ")}`],
    ...unknown.length === 0 ? [] : [`sent, and not known whether written: ${unknown.join(", ")}`],
    ...open.length === 0 ? [] : [`not written: ${open.join(", ")}`]
  ];
  const state2 = done.length + unknown.length === 0 ? "no tag was moved" : parts.join("; ");
  const message = `${messageOf(error)} (tags of ${formatRepository(repository)}: ${state2})`;
  const known = error instanceof ActionError ? error : void 0;
  return new ActionError(known?.code ?? "registry", message, { hint: known?.hint, cause: error });
}

// src/publish/tags/later-build.ts
async function laterBuild(moving, standsAt, tags, client) {
  const own = moving.version;
  if (own === void 0 || standsAt === void 0 || moving.forced) return void 0;
  const equal = publishedVersions(moving, tags).filter(
    ({ version }) => compareReleases(version.release, own.release) === 0
  );
  for (const { tag } of equal) {
    if ((await client.getManifest(tag))?.descriptor.digest === standsAt) return tag;
  }
  return void 0;
}

// src/publish/tags/write-tags.ts
async function writeNamedTags({ plan, state: state2, keep }, writer) {
  const write = async (name) => {
    const standsAt = state2.behind.has(name) ? state2.behind.get(name)?.descriptor.digest : "something";
    if (keep && standsAt !== void 0 && plan.exact.includes(name)) writer.keep(name, standsAt);
    else await writer.write(name, standsAt);
  };
  const [first, ...others2] = [...plan.exact, ...plan.plain];
  if (first === void 0) return;
  await write(first);
  await awaitAll(others2.map(write));
}
async function writeMovingTags(work, writer) {
  const list = await usableList(work);
  const inTheWay = await releasesInTheWay(work.plan.moving, "tags" in list ? list.tags : [], work.client);
  const allowed = work.plan.moving.filter((tag) => mayMove(tag, list, inTheWay, writer));
  const compare = writer.reports.some(({ state: state2 }) => state2 === "unchanged");
  await awaitAll(allowed.map(async (tag) => move(tag, await place(tag, work, list, compare), work, list, writer)));
  const stayed = ["unchanged", "left alone"];
  const names = new Set(writer.reports.filter(({ state: state2 }) => stayed.includes(state2)).map(({ name }) => name));
  return allowed.filter(({ name }) => !names.has(name));
}
async function move(tag, standsAt, { client, plan }, list, writer) {
  const again = writer.reports.some(({ name, state: state2 }) => state2 === "unchanged" && plan.exact.includes(name));
  const tags = again && standsAt !== writer.digest && "tags" in list ? list.tags : [];
  const later = await laterBuild(tag, standsAt, tags, client);
  if (later === void 0) await writer.write(tag.name, standsAt);
  else writer.leave(tag.name, `it stands at ${later}, another build of this version`);
}
async function usableList(work) {
  const { client, plan, state: state2, log } = work;
  if (!needsList(plan)) return { tags: [] };
  const first = await state2.list;
  const usable = first !== void 0 && ("tags" in first ? missedTag(first, work) === void 0 : !wasRefused(first));
  const list = usable ? first : wholeList(await listMovingTags(client, plan), work);
  if ("unreadable" in list) {
    const names = plan.moving.filter(({ forced }) => !forced).map(({ name }) => name);
    log.warning(
      `The tags of ${formatRepository(client.repository)} cannot be read, so ${names.join(", ")} were not moved: nobody knows whether a higher version is published (${printable(messageOf(list.unreadable))})`
    );
  }
  return list;
}
function wasRefused({ unreadable: error }) {
  return error instanceof RegistryError && error.status !== void 0 && error.status >= 400;
}
function wholeList(list, work) {
  const missed = "tags" in list ? missedTag(list, work) : void 0;
  if (missed === void 0) return list;
  return { unreadable: new ActionError("registry", `their list lacks ${missed}, which is there`) };
}
function missedTag({ tags }, { plan, state: { behind } }) {
  return tagNames(plan).find((name) => behind.get(name) !== void 0 && !tags.includes(name));
}
function mayMove(tag, list, inTheWay, writer) {
  if (tag.forced) return true;
  if ("unreadable" in list) {
    writer.leave(tag.name, "the tags of the repository cannot be read");
    return false;
  }
  const higher = inTheWay.get(tag.name);
  if (higher === void 0) return true;
  const unknown = `${higher.tag} is published, and this run has no version to compare with it`;
  writer.leave(tag.name, tag.version === void 0 ? unknown : `${higher.tag} is published and higher`);
  return false;
}
async function place({ name, forced }, { client, state: state2 }, list, compare) {
  if (state2.behind.has(name)) return state2.behind.get(name)?.descriptor.digest;
  if (compare || forced) return (await client.getManifest(name))?.descriptor.digest;
  return "tags" in list && list.tags.includes(name) ? "something" : void 0;
}

// src/publish/poll-until.ts
var WAITS_MS = [500, 1e3, 2e3, 4e3, 7500, 15e3];
async function pollUntil(clock, ask) {
  for (const wait of WAITS_MS) {
    const answer = await ask();
    if (answer !== void 0) return answer;
    await clock.sleep(wait);
  }
  return ask();
}

// src/publish/verify.ts
async function verifyContent(client, { root, platforms }, clock) {
  const manifests = /* @__PURE__ */ new Set([root.descriptor.digest, ...platforms.map(({ manifest }) => manifest.digest)]);
  await Promise.all([...manifests].map((one) => verifyManifest(one, client, clock)));
  const seen = /* @__PURE__ */ new Set();
  for (const platform of platforms) await verifyBlobs(platform, seen, client, clock);
}
async function verifyTags(work, image, writer, clock) {
  const { digest } = image.root.descriptor;
  await Promise.all(writer.pointing.map((tag) => verifyTag(tag, digest, work, clock)));
}
async function verifyTag(tag, digest, work, clock) {
  const { client } = work;
  let found;
  const right = await pollUntil(clock, async () => {
    found = (await client.getManifest(tag))?.descriptor.digest;
    return found === digest || found !== void 0 && await isOvertaken(tag, work) ? true : void 0;
  });
  if (right === void 0)
    throw mismatch(client, `the tag ${tag} points to ${found ?? "nothing"} instead of ${digest}`);
}
async function isOvertaken(tag, { client, plan }) {
  const moving = plan.moving.find(({ name }) => name === tag);
  const list = moving === void 0 ? void 0 : await listMovingTags(client, plan);
  if (moving === void 0 || list === void 0 || "unreadable" in list) return false;
  return higherVersions(moving, list.tags).length > 0;
}
async function verifyManifest(digest, client, clock) {
  const found = await pollUntil(clock, () => client.getManifest(digest));
  if (found === void 0) throw mismatch(client, `the manifest ${digest} is not there`);
}
async function verifyBlobs({ config, layers }, seen, client, clock) {
  const bytes = await pollUntil(clock, () => client.getBlob(config.digest, config.size));
  if (bytes?.length !== config.size) throw mismatch(client, `the configuration ${config.digest} ${state(bytes)}`);
  const promised = readConfig(bytes)?.rootfs.diff_ids ?? [];
  if (promised.length !== layers.length)
    throw mismatch(
      client,
      `the configuration ${config.digest} tells of ${promised.length} layers, not ${layers.length}`
    );
  for (const [place2, layer] of layers.entries()) {
    const expected = layer.diffId ?? promised[place2];
    const key = `${layer.digest} ${expected}`;
    if (promised[place2] !== expected)
      throw mismatch(client, `the configuration ${config.digest} tells of another layer than ${expected}`);
    if (!seen.has(key)) await verifyLayer(layer, expected, client, clock);
    seen.add(key);
  }
}
async function verifyLayer(layer, expected, client, clock) {
  const found = await pollUntil(clock, () => readLayer(client, layer)).catch((error) => {
    throw error instanceof DamagedLayer ? mismatch(client, `the layer ${layer.digest}: ${printable(error.message)}`) : error;
  });
  if (found === void 0) throw mismatch(client, `the layer ${layer.digest} is not there`);
  if (found.diffId !== expected)
    throw mismatch(client, `the layer ${layer.digest} holds ${found.diffId} instead of ${expected}`);
}
function state(bytes) {
  return bytes === void 0 ? "is not there" : `has ${bytes.length} bytes`;
}
function mismatch(client, what) {
  return new ActionError(
    "verify",
    `Reading back what was published to ${formatRepository(client.repository)}: ${what}`,
    {
      hint: "Was the tag written by another run at the same time, or does a proxy in between answer from a cache?"
    }
  );
}

// src/publish/publish-repository.ts
async function publishRepository({ client, plan }, delivery, run) {
  const record = new RepositoryRecord(client.repository, run.clock);
  try {
    await publish({ client, plan, delivery }, run, record);
    return record.report();
  } catch (error) {
    run.gate.vote(client);
    run.attached.vote(client);
    return record.report(error);
  }
}
async function publish(work, run, record) {
  const { client, plan } = work;
  const [found, kept] = await record.time("survey", () => decide(work, run));
  if (kept !== void 0) logKept(client, kept, run.log);
  const image = await record.time("blobs", () => bring2(work, found, kept)).catch((error) => {
    throw isCancelled(error) ? tagFailure(error, client.repository, plan, []) : error;
  });
  record.delivered(image.root.descriptor, image.platforms);
  await agree(client, run.gate);
  const writer = new TagWriter(image, client, run.clock);
  const tags = () => inOrder2(writer.reports, tagNames(plan));
  record.follow(tags);
  const { attachments } = run;
  if (attachments !== void 0) {
    await record.time("attachments", () => attach(work, run.log, attachments, image, kept, writer)).catch((error) => {
      run.attached.vote(client, error);
      throw tagFailure(error, client.repository, plan, []);
    });
    run.attached.vote(client);
    await agree(client, run.attached);
  }
  const tagWork = { client, plan, state: found, keep: kept !== void 0, log: run.log };
  await record.time("tags", () => writeTags(tagWork, image, writer, run)).catch((error) => {
    throw tagFailure(error, client.repository, plan, writer.reports);
  });
  logTags(client, tags(), run.log);
  if (run.verify === true) await record.time("verify", () => verifyTags(tagWork, image, writer, run.clock));
  record.ended(kept !== void 0 ? "kept" : isUnchanged(image, writer) ? "unchanged" : "published");
}
function inOrder2(reports, names) {
  return reports.toSorted((a, b) => names.indexOf(a.name) - names.indexOf(b.name));
}
async function decide(work, run) {
  const { client, plan, delivery } = work;
  try {
    const found = await readRepositoryState(client, stateQuery(plan, run), run.log);
    const kept = run.overwrite ? void 0 : await publishedVersion(client, plan.exact, found.behind, delivery.own);
    run.gate.vote(client);
    return [found, kept];
  } catch (error) {
    run.gate.vote(client, error instanceof ActionError && error.code === "tag" ? error : void 0);
    throw error;
  }
}
async function bring2({ client, plan, delivery }, found, kept) {
  return kept === void 0 ? delivery.bring(found, [...plan.exact, ...plan.plain]) : keptRoot(client, kept);
}
async function attach({ client, delivery }, log, attachments, { root, platforms }, kept, writer) {
  const { digest } = root.descriptor;
  if (kept !== void 0 && (await delivery.own()).root.digest !== digest) {
    log.notice(`Nothing was attached to ${formatRepository(client.repository)}@${digest}: this run did not make it`);
    return;
  }
  await writer.store();
  await attachments.attach(client, { root: root.descriptor, platforms });
}
async function agree(client, gate) {
  const objection = await gate.result();
  if (objection === void 0) return;
  throw new ActionError(
    "tag",
    `No tag of ${formatRepository(client.repository)} was written, so that all repositories stay the same: ${messageOf(objection)}`,
    { hint: objection instanceof ActionError ? objection.hint : void 0 }
  );
}
async function writeTags(work, image, writer, run) {
  await writeNamedTags(work, writer);
  if (run.verify === true) {
    await writer.store();
    await verifyContent(work.client, image, run.clock);
  }
  const moved = await writeMovingTags(work, writer);
  await writer.store();
  const looking = lookBehindVersion(moved, work, writer);
  await yieldToHigherVersion(moved, work, writer);
  await refuseOverwritten(await looking, work, writer);
}
function isUnchanged({ present }, writer) {
  return present && writer.reports.every(({ state: state2 }) => state2 === "unchanged" || state2 === "left alone");
}
function logKept({ repository }, { root }, log) {
  const reference = `${formatRepository(repository)}@${root.descriptor.digest}`;
  log.info(`This version is already published with this content and stays as it is: ${reference}`);
}
function logTags({ repository }, tags, log) {
  if (tags.length === 0) return;
  const states = tags.map(({ name, state: state2, reason }) => `${name} ${state2}${reason === void 0 ? "" : ` (${reason})`}`);
  log.info(`${formatRepository(repository)}: ${states.join(", ")}`);
}

// src/publish/publish.ts
async function publish2(set, targets, settings, ports) {
  const clients = targets.map(({ client }) => client);
  const making = { set, finished: finishedOnce(set), layers: new LayerDelivery(), log: ports.log };
  const run = { gate: new PublishGate(clients), attached: new PublishGate(clients), ...settings, ...ports };
  const repositories = targets.map((target) => publishRepository(target, imageDelivery(target.client, making), run));
  for (const layer of new Set(set.images.flatMap((image) => image.layers))) layer.blob.begin();
  return { repositories: await Promise.all(repositories) };
}
function finishedOnce({ images, indexAnnotations }) {
  let finished;
  return () => {
    finished ??= finishImages(images, indexAnnotations);
    return finished;
  };
}
function publishFailure({ repositories }) {
  const failed = repositories.filter(({ outcome }) => outcome === "failed");
  const [first] = failed;
  if (first === void 0) return void 0;
  if (failed.length === 1 && first.error instanceof Error && repositories.length === 1) return first.error;
  const done = repositories.filter(({ outcome }) => outcome !== "failed").map(nameOf3);
  const lines = failed.map((one) => `${nameOf3(one)}: ${messageOf(one.error)}`);
  const others2 = done.length === 0 ? "No repository has the image" : `${done.join(", ")} ${done.length === 1 ? "has" : "have"} the image`;
  const [code, hint] = first.error instanceof ActionError ? [first.error.code, first.error.hint] : ["registry", void 0];
  return new ActionError(code, `${others2}; it failed for ${lines.join("; and for ")}`, { hint, cause: first.error });
}
function nameOf3({ repository }) {
  return formatRepository(repository);
}

// src/run/reach-registries.ts
var UPLOADS_AT_ONCE = 2;
async function reachRegistries(publisher, layerNames, { request, registryAuth, context, tagPlans, early }, ports) {
  const isAlone = ports.registries === void 0;
  const opened = await early;
  if (isAlone) opened?.openMore(UPLOADS_AT_ONCE);
  const registries = await connectRegistries(request, registryAuth, context, ports, opened);
  const transfer = ports.transfer ?? new TransferCount(() => registries.traffic().bytesSent);
  const targets = registries.connections.flatMap((connection, place2) => {
    const plan = tagPlans[place2];
    const watched = ports.progress === void 0 ? connection : transfer.counted(connection);
    return plan === void 0 ? [] : [{ ...watched, plan }];
  });
  const stopWatching = isAlone ? ports.progress?.watch(() => transfer.current) : void 0;
  try {
    const title = `Push to ${request.targets.map(({ repository }) => formatRepository(repository)).join(", ")}`;
    const report = await ports.log.group(title, () => publisher(targets));
    return {
      results: publishResults(report, layerNames),
      stages: publishStages(report),
      traffic: registries.traffic(),
      failure: publishFailure(report)
    };
  } finally {
    stopWatching?.();
    await registries.close();
  }
}

export {
  readIndex,
  isAttestation,
  putTo,
  PublishGate,
  platformOf,
  platformReport,
  readPlatform,
  DamagedLayer,
  readLayer,
  pollUntil,
  publishRepository,
  publish2 as publish,
  UPLOADS_AT_ONCE,
  reachRegistries
};
