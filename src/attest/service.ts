/** A request to one of the services around signing: an identity provider, Fulcio, Rekor, a timestamp authority, GitHub's API. */
export interface ServiceRequest {
  /** For messages, as the beginning of a sentence: `Getting a certificate from Fulcio`. */
  readonly action: string;
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  /** Goes to the origin of `url` and nowhere else. */
  readonly authorization?: string;
  readonly body?: Buffer;
}

export interface ServiceAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/**
 * Resolves with any answer that is final, whatever its status. What may pass (no connection, 429, 5xx, a cut answer) is
 * tried again for as long as `retry-for` allows; after that it throws an ActionError that names `action`.
 */
export type ServiceFetch = (request: ServiceRequest) => Promise<ServiceAnswer>;

/** An address of a service, whose own may have a path: `https://sigstore.example.com/fulcio`. */
export function addressAt(service: URL, path: string): URL {
  const url = new URL(service);
  url.pathname = `${url.pathname.replace(/\/+$/, '')}${path}`;
  return url;
}

/** Sends a JSON document to a service. */
export function jsonPost(url: URL, document: object, accept = 'application/json'): Omit<ServiceRequest, 'action'> {
  const body = Buffer.from(JSON.stringify(document));
  return { method: 'POST', url, headers: { 'content-type': 'application/json', accept }, body };
}

/** The object in a JSON body; undefined where there is none. */
export function jsonOf({ body }: Pick<ServiceAnswer, 'body'>): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value below `path` (`verification.inclusionProof`), undefined where something on the way is no object. */
export function valueAt(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, key) => (isObject(inner) ? inner[key] : undefined), value);
}

export function textAt(value: unknown, ...path: readonly string[]): string | undefined {
  const found = valueAt(value, ...path);
  return typeof found === 'string' && found !== '' ? found : undefined;
}

/** A number or its digits, as protobuf's JSON has both; undefined where it is neither. */
export function digitsAt(value: unknown, ...path: readonly string[]): string | undefined {
  const found = valueAt(value, ...path);
  const text = typeof found === 'number' ? String(found) : found;
  return typeof text === 'string' && /^\d{1,20}$/.test(text) ? text : undefined;
}

/** The services' own words about a refusal: gRPC's `message`, Rekor's and GitHub's too. */
export function wordsOf(answer: ServiceAnswer): string {
  const document = jsonOf(answer);
  const told = textAt(document, 'message') ?? textAt(document, 'error') ?? '';
  return `${answer.status} ${told}`.trim();
}
