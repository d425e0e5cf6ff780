// src/oci/json.ts
function jsonBytes(document) {
  return Buffer.from(JSON.stringify(document), "utf8");
}
function sortedMap(map) {
  const entries = Object.entries(map).sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  return Object.fromEntries(entries);
}

export {
  jsonBytes,
  sortedMap
};
