/**
 * The number of bytes that an upload session's `Range` header says it has. Seen in the wild: `0-9`, `bytes=0-9`, `0-0` for
 * nothing as well as for one byte, `bytes=0--1` for nothing, `22-41` for the last chunk only. So only the end is read,
 * and whoever uses it treats it as a hint.
 */
export function parseReceived(value: string | undefined): number | undefined {
  const match = /^\s*(?:bytes\s*[= ]\s*)?\d{0,16}-(-?\d{1,16})\s*$/.exec(value ?? '');
  if (match?.[1] === undefined) return undefined;
  const end = Number(match[1]);
  if (!Number.isSafeInteger(end) || end < -1) return undefined;
  return end === 0 ? 0 : end + 1;
}
