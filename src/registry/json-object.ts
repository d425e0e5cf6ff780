/** The object that a text is in JSON; undefined where it is anything else. */
export function jsonObject(text: Buffer | string): Record<string, unknown> | undefined {
  try {
    const document: unknown = JSON.parse(text.toString());
    return isObject(document) ? document : undefined;
  } catch {
    return undefined;
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
