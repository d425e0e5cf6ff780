import {
  formatPlatform
} from "./platform.js";

// src/publish/tags/await-all.ts
async function awaitAll(work) {
  const results = await Promise.allSettled(work);
  return results.map((result) => {
    if (result.status === "rejected") throw result.reason;
    return result.value;
  });
}

// src/publish/delivery/image-delivery.ts
async function deliverBlobs(image, to) {
  const bySize = image.layers.toSorted((a, b) => b.blob.sizeLimit - a.blob.sizeLimit);
  const deliveries = new Map(bySize.map((layer) => [layer, to.layers.deliver(to.client, layer, to.named)]));
  const [layers] = await Promise.all([
    Promise.all(image.layers.map((layer) => deliveries.get(layer) ?? to.layers.deliver(to.client, layer, to.named))),
    deliverConfig(image, to)
  ]);
  return layers;
}
async function deliverConfig(image, { client, named }) {
  const { descriptor } = await image.config();
  if (!named.has(descriptor.digest)) await pushConfig(image, client);
}
async function pushConfig(image, client) {
  const blob = documentBlob(`configuration for ${formatPlatform(image.platform)}`, await image.config());
  await client.pushBlob(blob, { askFirst: false });
}
async function resendImage(image, { client, layers }) {
  await Promise.all([...image.layers.map((layer) => layers.resend(client, layer)), pushConfig(image, client)]);
}
function reportOf({ platform, manifest, config, layers }, uploaded) {
  return {
    platform,
    manifest: manifest.descriptor,
    config: config.descriptor,
    layers: layers.map(({ descriptor, diffId }, place) => ({ ...descriptor, diffId, uploaded: uploaded(place) }))
  };
}
function documentBlob(label, { bytes, descriptor }) {
  return {
    label,
    sizeLimit: bytes.length,
    descriptor: Promise.resolve(descriptor),
    known: () => descriptor,
    async *read(offset) {
      if (offset < bytes.length) yield bytes.subarray(offset);
    }
  };
}

export {
  deliverBlobs,
  resendImage,
  reportOf,
  documentBlob,
  awaitAll
};
