/** What a file gives to the process that it becomes: numbers of capabilities. https://man7.org/linux/man-pages/man7/capabilities.7.html */
export interface FileCapabilities {
  /** Whether the process has them from its start; a file has one such bit for all of them. */
  readonly effective: boolean;
  readonly permitted: readonly number[];
  readonly inheritable: readonly number[];
}

const VERSION_2 = 0x02000000;
const EFFECTIVE = 1;

/** Bytes of the extended attribute. */
export const CAPABILITY_SIZE = 20;

/** The extended attribute `security.capability`, version 2: struct vfs_cap_data of https://github.com/torvalds/linux/blob/v6.12/include/uapi/linux/capability.h */
export function encodeCapabilities({ effective, permitted, inheritable }: FileCapabilities): Buffer {
  const bytes = Buffer.alloc(CAPABILITY_SIZE);
  bytes.writeUInt32LE(VERSION_2 + (effective ? EFFECTIVE : 0), 0);
  for (const [word, at] of [
    [0, 4],
    [1, 12],
  ] as const) {
    bytes.writeUInt32LE(maskOf(permitted, word), at);
    bytes.writeUInt32LE(maskOf(inheritable, word), at + 4);
  }
  return bytes;
}

/** The bits of one half: capabilities 0 to 31, or 32 to 63. */
function maskOf(numbers: readonly number[], word: number): number {
  const half = numbers.filter((number) => number >> 5 === word);
  return half.reduce((mask, number) => mask + 2 ** (number & 31), 0);
}
