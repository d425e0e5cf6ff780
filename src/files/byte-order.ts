/** Code units sort as the bytes of UTF-8 do, up to the surrogates. */
const PLAIN = /^[\0-\ud7ff]*$/;

/** The order of two names by their UTF-8 bytes: the same in every locale. */
export function compareBytes(a: string, b: string): number {
  if (!PLAIN.test(a) || !PLAIN.test(b)) return Buffer.compare(Buffer.from(a), Buffer.from(b));
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
