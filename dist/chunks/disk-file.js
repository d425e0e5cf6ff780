import {
  join,
  posix
} from "./builtin-node-path.js";

// src/files/disk-root.ts
function nameAt({ name }, path) {
  return path === "" ? name : posix.join(name, path);
}
function fileAt({ root }, path) {
  return path === "" ? root : join(root, path);
}

// src/files/disk-file.ts
var DiskFile = class {
  size;
  #root;
  #below;
  #sight;
  /** @param below its path below the root; empty = it is the root */
  constructor(root, below, size, sight) {
    this.size = size;
    this.#root = root;
    this.#below = below;
    this.#sight = sight;
  }
  get name() {
    return nameAt(this.#root, this.#below);
  }
  get path() {
    return fileAt(this.#root, this.#below);
  }
  get item() {
    return { kind: "file", path: this.#below, content: this, ...this.#sight };
  }
  async close() {
  }
};

export {
  nameAt,
  fileAt,
  DiskFile
};
