// src/rootfs/entry.ts
function isDirectory({ type }) {
  return type === "directory" || type === "subtree";
}
function contentSize(entries) {
  return entries.reduce((sum, entry) => sum + bytesIn(entry), 0);
}
function bytesIn(entry) {
  if (entry.type === "subtree") return entry.contentSize;
  return entry.type === "file" ? entry.content.size : 0;
}
function addParents(parents, entries) {
  for (const { path } of entries) {
    for (let parent = parentPath(path); parent !== "" && !parents.has(parent); parent = parentPath(parent)) {
      parents.add(parent);
    }
  }
}
function parentPath(path) {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

export {
  isDirectory,
  contentSize,
  addParents,
  parentPath
};
