import { formatRepository, comparePlatforms, isIndex, formatPlatform, platformsWithout, printable, platformIndex, previewResults, logTagNotices, afterFailure, writeReport, createdFrom, imageLabels } from './start.js';
import { putTo, platformReport, readIndex, isAttestation, platformOf, PublishGate, publishRepository, isBehindTag, connectRegistries, reachRegistries, proveBeside } from './publish.js';
import { pollUntil } from './poll-until.js';
import { readPlatform } from './published-image.js';
import { readLayer, DamagedLayer } from './unpack.js';
import { ActionError, ProblemsError, messageOf } from './boot.js';

// src/publish/merge/remote-blob.ts
var MAX_COPIED_BYTES = 512 * 1024 * 1024;
function remoteBlob(client, { mediaType, digest, size }) {
  const descriptor = { mediaType, digest, size };
  let bytes;
  return {
    label: `blob ${digest}`,
    sizeLimit: size,
    descriptor: Promise.resolve(descriptor),
    known: () => descriptor,
    async *read(offset) {
      bytes ??= fetchBlob(client, descriptor);
      const all = await bytes;
      if (offset < all.length) yield all.subarray(offset);
    }
  };
}
async function fetchBlob(client, { digest, size }) {
  const { registry, path } = client.repository;
  const from = `${registry}/${path}`;
  if (size > MAX_COPIED_BYTES) {
    throw new ActionError("merge", `${registry} does not mount ${digest} from ${from}, and it is too large to copy`, {
      hint: "Push each platform to the repository that is merged into, with tags: none."
    });
  }
  const bytes = await client.getBlob(digest, size);
  if (bytes !== void 0) return bytes;
  throw new ActionError("merge", `The blob ${digest} of an image in ${from} is not there`);
}

// src/publish/merge/deliver-parts.ts
async function deliverParts(client, parts, root, isBehind) {
  const isHere = (part) => isBehind || part.client === client;
  const platforms = await Promise.all(
    parts.map((part) => isHere(part) ? existingPart(part) : bringPart(client, part, part.fetched !== root))
  );
  const present = isBehind || parts.length === 1 && parts.every(isHere);
  return { root, platforms, present, put: putTo(client) };
}
function existingPart({ image }) {
  return platformReport(image, () => "existed");
}
async function bringPart(client, part, putManifest) {
  const { configDescriptor, layers } = part.image;
  const options = { mountFrom: [part.client.repository.path] };
  const outcomes = await Promise.all(
    [configDescriptor, ...layers].map((blob) => client.pushBlob(remoteBlob(part.client, blob), options))
  );
  const { fetched } = part;
  if (putManifest) await putTo(client)(fetched.descriptor.digest, fetched);
  const results = new Map(outcomes.map((outcome) => [outcome.descriptor.digest, outcome.result]));
  return platformReport(part.image, ({ digest }) => results.get(digest) ?? "existed");
}

// src/publish/merge/merge-sources.ts
function mergeSources(entries, target) {
  const digests = [...new Set(entries.map(({ digest }) => digest))];
  return digests.map((digest) => {
    const named = entries.filter((entry) => entry.digest === digest);
    const near = named.flatMap(({ repository }) => repository?.registry === target.registry ? repository.path : []);
    const own = near.length === 0 || near.includes(target.path);
    return { digest, paths: [.../* @__PURE__ */ new Set([...own ? [target.path] : [], ...near])] };
  });
}
function refuseOtherRegistries(entries, targets) {
  const known = new Set(targets.map(({ registry }) => registry));
  const problems = entries.flatMap(
    ({ repository, digest }) => repository === void 0 || known.has(repository.registry) ? [] : [`merge: ${formatRepository(repository)}@${digest} is on another registry than ${[...known].join(", ")}`]
  );
  if (problems.length > 0) throw new ProblemsError("input", problems);
}
function noSuchManifest(target, { digest, paths }) {
  const where = paths.map((path) => formatRepository({ registry: target.registry, path })).join(" or ");
  return new ActionError("merge", `${digest} is not in ${where}, where merge looked for it several times`, {
    hint: "Has the job that pushed it ended well, and did it push to this repository?"
  });
}

// src/publish/merge/merge-parts.ts
var MAX_INDEX_DEPTH = 3;
async function readParts(sources, target, clientFor, poll) {
  const read = sources.map((source) => readSource(source, target, clientFor, poll));
  const parts = uniqueParts((await Promise.all(read)).flat());
  refuseDuplicates(parts);
  return parts.sort((a, b) => comparePlatforms(a.platform, b.platform));
}
async function readSource(source, target, clientFor, poll) {
  const found = await poll(() => find(source, clientFor));
  if (found === void 0) throw noSuchManifest(target.repository, source);
  const { fetched, client } = found;
  const manifests = await manifestsOf(fetched, client, poll);
  return Promise.all(manifests.map((manifest) => readPart(manifest, client)));
}
async function find({ digest, paths }, clientFor) {
  for (const path of paths) {
    const client = clientFor(path);
    const fetched = await client.getManifest(digest);
    if (fetched !== void 0) return { fetched, client };
  }
  return void 0;
}
async function manifestsOf(fetched, client, poll, depth = 0) {
  const entries = readIndex(fetched)?.filter((entry) => !isAttestation(entry));
  if (entries === void 0 || depth === MAX_INDEX_DEPTH) return [fetched];
  const inner = entries.map(async ({ digest }) => {
    const child = await poll(() => client.getManifest(digest));
    if (child === void 0) throw noSuchManifest(client.repository, { digest, paths: [client.repository.path] });
    return manifestsOf(child, client, poll, depth + 1);
  });
  return (await Promise.all(inner)).flat();
}
async function readPart(fetched, client) {
  const image = isIndex(fetched.descriptor.mediaType) ? void 0 : await readPlatform(client, fetched);
  if (image !== void 0) return { platform: platformOf(image.config), fetched, image, client };
  const name = `${formatRepository(client.repository)}@${fetched.descriptor.digest}`;
  throw new ActionError("merge", `${name} is not an image: it has no configuration that names a platform`, {
    hint: "Merge takes what this action or another builder pushed for one platform each."
  });
}
function uniqueParts(parts) {
  return [...new Map(parts.map((part) => [part.fetched.descriptor.digest, part])).values()];
}
function refuseDuplicates(parts) {
  const seen = /* @__PURE__ */ new Map();
  for (const part of parts) {
    const platform = formatPlatform(part.platform);
    const other = seen.get(platform);
    seen.set(platform, part);
    if (other === void 0) continue;
    const digests = `${other.fetched.descriptor.digest} and ${part.fetched.descriptor.digest}`;
    throw new ActionError("merge", `Two images for ${platform} cannot be in one index: ${digests}`, {
      hint: "Each job must push a different platform; are files of an earlier run among those that are merged?"
    });
  }
}
function refuseOtherPlatforms(parts, guard) {
  const found = parts.map(({ platform }) => platform);
  const [missing, extra] = [platformsWithout(guard, found), platformsWithout(found, guard)];
  if (guard.length === 0 || missing.length + extra.length === 0) return;
  const differences = [
    ...missing.length > 0 ? [`missing: ${list(missing)}`] : [],
    ...extra.length > 0 ? [`not in the list: ${list(extra)}`] : []
  ];
  throw new ActionError("merge", `platforms: the merged images are for ${list(found)}; ${differences.join("; ")}`, {
    hint: "Did every job of the matrix push, and are files of another run among those that are merged?"
  });
}
function list(platforms) {
  return platforms.map(formatPlatform).join(", ");
}

// src/publish/merge/merge.ts
async function merge(entries, targets, settings, ports) {
  const clients = targets.map(({ client }) => client);
  refuseOtherRegistries(
    entries,
    clients.map(({ repository }) => repository)
  );
  const run = { gate: new PublishGate(clients), attached: new PublishGate(clients), ...settings, ...ports };
  const repositories = await Promise.all(
    targets.map((target) => publishRepository(target, mergeDelivery(entries, target, settings, ports), run))
  );
  return { repositories };
}
function mergeDelivery(entries, target, settings, { clock }) {
  const { client } = target;
  const parts = partsFor(entries, target, settings.platforms, (ask) => pollUntil(clock, ask));
  parts.catch(() => {
  });
  return {
    own: async () => contentOf(await parts, settings),
    bring: async (found) => {
      const all = await parts;
      const root = rootOf(all, settings.indexAnnotations);
      return deliverParts(client, all, root, isBehindTag(root.descriptor.digest, found));
    }
  };
}
async function partsFor(entries, { client, clientFor }, platforms, poll) {
  const near = (path) => path === client.repository.path ? client : clientFor(path);
  const parts = await readParts(mergeSources(entries, client.repository), client, near, poll);
  refuseOtherPlatforms(parts, platforms);
  return parts;
}
function contentOf(parts, { chosenLabels, indexAnnotations }) {
  const platforms = parts.map(({ client, fetched, image: { config, layers } }) => ({
    manifest: fetched.descriptor.digest,
    config,
    layers: layers.map((descriptor) => ({ descriptor, tar: () => tarIn(client, descriptor) }))
  }));
  return { root: rootOf(parts, indexAnnotations).descriptor, platforms, chosenLabels };
}
async function tarIn(client, layer) {
  const found = await readLayer(client, layer).catch((error) => {
    throw error instanceof DamagedLayer ? damaged(client, layer, error.message) : error;
  });
  if (found === void 0) throw damaged(client, layer, "it is not there");
  return { diffId: found.diffId, size: found.tarSize };
}
function damaged({ repository }, { digest }, why) {
  return new ActionError(
    "merge",
    `The layer ${digest} of an image in ${formatRepository(repository)}: ${printable(why)}`
  );
}
function rootOf(parts, annotations) {
  const [only, ...others] = parts;
  if (only !== void 0 && others.length === 0) return only.fetched;
  return platformIndex(
    parts.map(({ platform, fetched }) => ({ platform, manifest: fetched.descriptor })),
    annotations
  );
}

// src/publish/merge/preview-merge.ts
async function previewMerge(entries, target, { indexAnnotations, platforms }) {
  const parts = await orMissing((poll) => partsFor(entries, target, platforms, poll));
  return parts === void 0 ? void 0 : {
    root: rootOf(parts, indexAnnotations).descriptor,
    platforms: parts.map(({ image }) => platformReport(image, () => "existed"))
  };
}
async function orMissing(read) {
  let missing = false;
  const once = async (ask) => {
    const answer = await ask();
    missing ||= answer === void 0;
    return answer;
  };
  try {
    return await read(once);
  } catch (error) {
    if (missing) return void 0;
    throw error;
  }
}

// src/run/preview-registry.ts
async function previewRegistry(settings, config, ports) {
  const { request, credentialsFor, mergeEntries } = config;
  refuseOtherRegistries(
    mergeEntries,
    request.targets.map(({ repository }) => repository)
  );
  const once = { ...request, upload: { ...request.upload, retryFor: 0 } };
  const registries = await connectRegistries(once, credentialsFor, ports);
  try {
    const results = await preview(registries, settings, config, ports);
    return { results, traffic: registries.traffic(), stages: [], failure: void 0 };
  } finally {
    await registries.close();
  }
}
async function preview({ connections: [first] }, settings, { request, decision, mergeEntries }, { log }) {
  const told = `Nothing was merged: ${decision.reason}`;
  try {
    const found = first === void 0 ? void 0 : await previewMerge(mergeEntries, first, settings);
    log.notice(found === void 0 ? `${told}. The digest is not known, since the images are not all there` : told);
    const repositories = request.targets.map(({ repository }) => repository);
    return found === void 0 ? void 0 : previewResults(found, repositories);
  } catch (error) {
    if (error instanceof ActionError && error.code === "merge") throw error;
    log.notice(`${told}. The digest is not known: ${messageOf(error)}`);
    return void 0;
  }
}

// src/run/run-merge.ts
async function runMerge(config, watch, progress, ports) {
  const { request, decision } = config;
  logTagNotices(config, ports.log);
  const { overwrite, verify, platforms } = request;
  const settings = { overwrite, verify, platforms, ...annotationsFor(config, ports) };
  progress.sending = decision.publish;
  const { results, failure, traffic, stages, proof } = await watch.time(
    "publish",
    async () => decision.publish ? mergeAll(settings, config, ports) : { ...await previewRegistry(settings, config, ports), proof: void 0 }
  );
  progress.reported = results !== void 0;
  if (results === void 0) await ports.results.writeOutputs({ version: config.version?.text ?? "", pushed: "false" });
  else await afterFailure(failure, tell({ ...results, traffic, proof }, stages, watch, config, ports), ports.log);
  if (failure !== void 0) throw failure;
}
var NONE = { documents: async () => [], programs: async () => [] };
async function mergeAll(settings, config, ports) {
  let proof;
  const published = await reachRegistries(
    async (targets) => {
      const clients = targets.map(({ client }) => client);
      const proved = await proveBeside(
        { config, clients, evidence: NONE },
        ports,
        (attachments) => merge(config.mergeEntries, targets, settings, { ...ports, attachments })
      );
      proof = proved.proof;
      return proved.result;
    },
    [],
    config,
    ports
  );
  return { ...published, proof };
}
async function tell(results, stages, watch, config, ports) {
  const { decision, version, context } = config;
  const nothing = { files: [], checks: [], decisions: [], warnings: [], sbomFiles: [] };
  const report = {
    ...results,
    ...nothing,
    version: version?.text ?? "",
    reason: decision.reason,
    repository: context.repository,
    stages: [...watch.stages, ...stages],
    elapsed: watch.elapsed
  };
  await writeReport([{ program: "", report }], [config], ports);
}
function annotationsFor({ request, context, block, annotations, version }, { environment }) {
  const { created: input, labels } = request;
  const { commitTime } = context;
  const sourceDateEpoch = environment.SOURCE_DATE_EPOCH;
  const created = createdFrom({ input, sourceDateEpoch, commitTime, binaries: [] });
  const sources = { context, version: version?.text ?? "", created, binaries: [], block, labels, annotations };
  const { annotations: written, chosen } = imageLabels(sources);
  return { indexAnnotations: written.index, chosenLabels: chosen };
}

export { runMerge };
