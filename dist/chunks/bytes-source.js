// src/files/bytes-source.ts
function bytesSource(name, bytes) {
  return new BytesSource(name, bytes);
}
var BytesSource = class {
  name;
  bytes;
  size;
  constructor(name, bytes) {
    this.name = name;
    this.bytes = bytes;
    this.size = bytes.length;
  }
  async read(offset, length) {
    if (offset + length > this.size) throw new RangeError(`${this.name} has only ${this.size} bytes`);
    return this.bytes.subarray(offset, offset + length);
  }
  async *stream(start = 0, end = this.size) {
    if (end > start) yield this.bytes.subarray(start, end);
  }
  async assertUnchanged() {
  }
  async close() {
  }
};

export {
  bytesSource
};
