/** Some servers leave out the scheme: `registry.example.com:5000/v2/…`. */
const SCHEMELESS = /^(?:\[[0-9a-f:.]+\]|[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(?::\d{1,5})?\/v2\//i;
const MAX_HEADER_LENGTH = 16 * 1024;

/** The URL that a Location header means, seen from where it came; undefined where it means none. */
export function parseLocation(value: string | undefined, from: URL): URL | undefined {
  if (value === undefined || value === '' || value.length > MAX_HEADER_LENGTH) return undefined;
  const text = value.trim();
  // WHATWG takes a backslash before the query for a slash, so that a broken address would become another one.
  if (/^[^?#]*\\/.test(text)) return undefined;
  const named = SCHEMELESS.test(text) && /^[^/]*[.:]/.test(text) ? `${from.protocol}//${text}` : text;
  return URL.canParse(named, from.href) ? new URL(named, from) : undefined;
}

/** Adds one parameter and leaves all that is there as it is: states and signatures are made over the exact text. */
export function withParameter(url: URL, name: string, value: string): URL {
  const changed = new URL(url);
  changed.search = `${url.search === '' ? '?' : `${url.search}&`}${name}=${encodeURIComponent(value)}`;
  changed.hash = '';
  return changed;
}
