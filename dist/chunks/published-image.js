import { readIndex, isImageOnly, platformOf, readManifest, readConfig } from './publish.js';
import { isObject, samePlatform } from './start.js';

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

export { readPlatform, readPublished };
