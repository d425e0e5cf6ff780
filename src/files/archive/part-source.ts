import { bytesSource } from '../bytes-source.ts';
import type { FileSource } from '../file-source.ts';

/** Some of the bytes of another source, as a file of its own. */
export function partOf(whole: FileSource, name: string, start: number, size: number): FileSource {
  if (whole.bytes !== undefined) return bytesSource(name, whole.bytes.subarray(start, start + size));
  return {
    name,
    size,
    read: (offset, length) => {
      if (offset + length > size) throw new RangeError(`${name} has only ${size} bytes`);
      return whole.read(start + offset, length);
    },
    stream: (from = 0, to = size) => whole.stream(start + from, start + Math.min(to, size)),
    assertUnchanged: () => whole.assertUnchanged(),
    close: () => whole.close(),
  };
}
