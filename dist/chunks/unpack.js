import { createHash, MEDIA_TYPE, node_zlib_default, DOCKER_MEDIA_TYPE } from './start.js';

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

export { DamagedLayer, readLayer };
