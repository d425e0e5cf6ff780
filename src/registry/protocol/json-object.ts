/** Parses a JSON object; undefined if it is not one or is nested too deeply. */
export function jsonObject(text: Buffer | string): Record<string, unknown> | undefined {
  try {
    const bytes = Buffer.isBuffer(text) ? text : Buffer.from(text);
    if (!isModest(bytes)) return undefined;
    const document: unknown = JSON.parse(bytes.toString());
    return isObject(document) ? document : undefined;
  } catch {
    return undefined;
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Levels of arrays and objects. An image's documents have five. */
const MAX_DEPTH = 64;
/** Arrays and objects in all. An index of 200 platforms has 600. */
const MAX_VALUES = 50_000;

const [QUOTE, BACKSLASH, ARRAY, OBJECT, ARRAY_END, OBJECT_END] = [0x22, 0x5c, 0x5b, 0x7b, 0x5d, 0x7d];

/** Looked at before parsing: two megabytes of brackets become 250 MB of arrays, and recursion over them ends the stack. */
function isModest(bytes: Buffer): boolean {
  let [depth, count] = [0, 0];
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === QUOTE) at = endOfString(bytes, at + 1);
    else if (byte === ARRAY || byte === OBJECT) {
      depth += 1;
      count += 1;
      if (depth > MAX_DEPTH || count > MAX_VALUES) return false;
    } else if (byte === ARRAY_END || byte === OBJECT_END) depth -= 1;
  }
  return true;
}

/** Where the closing quote is, or the end of the text. */
function endOfString(bytes: Buffer, start: number): number {
  for (let at = start; at < bytes.length; at += 1) {
    if (bytes[at] === BACKSLASH) at += 1;
    else if (bytes[at] === QUOTE) return at;
  }
  return bytes.length;
}
