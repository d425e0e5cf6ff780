import { pollUntil } from './poll-until.js';
import { readLayer, DamagedLayer } from './unpack.js';
import { listMovingTags, higherVersions, readConfig } from './publish.js';
import { printable, formatRepository } from './start.js';
import { ActionError } from './boot.js';

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
    throw mismatch(client, `the configuration ${config.digest} lists ${promised.length} layers, not ${layers.length}`);
  for (const [place, layer] of layers.entries()) {
    const expected = layer.diffId ?? promised[place];
    const key = `${layer.digest} ${expected}`;
    if (promised[place] !== expected)
      throw mismatch(client, `the configuration ${config.digest} lists a layer other than ${expected}`);
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

export { verifyContent, verifyTags };
