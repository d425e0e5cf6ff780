import { readText } from '../files/read-text.ts';

/** Bytes. GitHub cuts payloads at 25 MB. https://docs.github.com/webhooks/webhook-events-and-payloads#payload-cap */
const LIMIT = 64 * 1024 * 1024;

/** The fields of a webhook payload that matter here; every one of them may be missing or of another type. */
export type Payload = { readonly [key: string]: unknown };

/** Takes what a run does without, and why, in words: `the event, since …`. */
export type LeftOut = (what: string) => void;

/** The event's payload, or nothing where there is none: other forges and local runs write less, or no file at all. */
export async function readPayload(path: string | undefined, leftOut: LeftOut): Promise<Payload> {
  if (path === undefined || path === '') {
    leftOut('the event, since GITHUB_EVENT_PATH is not set');
    return {};
  }
  try {
    const value: unknown = JSON.parse(await readText(path, path, LIMIT));
    if (isObject(value)) return value;
    leftOut('the event, since the file of GITHUB_EVENT_PATH holds no JSON object');
  } catch (error) {
    const why = error instanceof SyntaxError ? 'is not JSON' : 'cannot be read';
    leftOut(`the event, since the file of GITHUB_EVENT_PATH ${why}`);
  }
  return {};
}

export function isObject(value: unknown): value is Payload {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value at `head_commit.id`-like paths. */
export function at(payload: Payload, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => (isObject(value) ? value[key] : undefined), payload);
}

export function textAt(payload: Payload, path: string): string | undefined {
  const value = at(payload, path);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function numberAt(payload: Payload, path: string): number | undefined {
  const value = at(payload, path);
  return typeof value === 'number' ? value : undefined;
}
