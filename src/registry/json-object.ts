/** No document of the OCI comes near; what is deeper would take the stack of whoever goes through it. */
const DEPTH_LIMIT = 100;

/** The object that a text is in JSON; undefined where it is anything else, or nested deeper than 100 levels. */
export function jsonObject(text: Buffer | string): Record<string, unknown> | undefined {
  try {
    const json = text.toString();
    if (isDeep(json)) return undefined;
    const document: unknown = JSON.parse(json);
    return isObject(document) ? document : undefined;
  } catch {
    return undefined;
  }
}

/** Looks at brackets alone, outside of texts: parsing would build it all first. */
function isDeep(json: string): boolean {
  let depth = 0;
  for (let at = 0; at < json.length; at++) {
    const character = json[at];
    if (character === '"') at = endOfText(json, at);
    else if (character === '[' || character === '{') depth += 1;
    else if (character === ']' || character === '}') depth -= 1;
    if (depth > DEPTH_LIMIT) return true;
  }
  return false;
}

/** The place of the quote that ends the text which begins at `start`. */
function endOfText(json: string, start: number): number {
  for (let at = start + 1; at < json.length; at++) {
    if (json[at] === '\\') at += 1;
    else if (json[at] === '"') return at;
  }
  return json.length;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
