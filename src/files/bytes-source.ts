import type { FileSource } from './file-source.ts';

/** A FileSource over bytes in memory; nobody may change them afterwards. */
export function bytesSource(name: string, bytes: Uint8Array): FileSource {
  return {
    name,
    size: bytes.length,
    bytes,
    read: async (offset, length) => {
      if (offset + length > bytes.length) throw new RangeError(`${name} has only ${bytes.length} bytes`);
      return bytes.subarray(offset, offset + length);
    },
    stream: async function* (start = 0, end = bytes.length) {
      if (end > start) yield bytes.subarray(start, end);
    },
    assertUnchanged: async () => {},
    close: async () => {},
  };
}
