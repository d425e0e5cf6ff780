import { printable } from '../../printable.ts';
import { isObject, jsonObject } from './json-object.ts';

/** What a registry says about its own error. */
export interface RegistryWords {
  /** `DENIED`, `MANIFEST_BLOB_UNKNOWN`, …; upper case, without duplicates. */
  readonly codes: readonly string[];
  /** One harmless line; may be empty. */
  readonly text: string;
  /** The body was a web page, as proxies answer. */
  readonly html: boolean;
}

const MAX_TEXT_LENGTH = 400;

/** Reads `{"errors": [{"code", "message", "detail"}]}` and what is sent in its place: other JSON, the XML of storages, text, HTML. Never throws. */
export function parseErrorBody(body: Buffer): RegistryWords {
  const text = body
    .subarray(0, 64 * 1024)
    .toString('utf8')
    .trim();
  const document = jsonObject(text);
  if (document !== undefined) return wordsOf(document);
  const xml = /<Error>.*<Code>([^<]{1,60})<\/Code>(?:.*<Message>([^<]{0,400})<\/Message>)?/s.exec(text);
  if (xml !== null) return wordsOf({ code: xml[1], message: xml[2] });
  // What cannot be read is not repeated: it would fill the line with signs.
  if (/[\u0000-\u0008\ufffd]/.test(text)) return { codes: [], text: '', html: false };
  const html = /<(?:!doctype|html|head|body|title|h1|center)\b/i.test(text);
  return { codes: [], text: printable(html ? titleOf(text) : text, MAX_TEXT_LENGTH), html };
}

function wordsOf(document: Record<string, unknown>): RegistryWords {
  // Google's way is one object under `error`.
  const one = isObject(document.error) ? document.error : document;
  const errors = (Array.isArray(document.errors) ? document.errors : [one]).slice(0, 5).filter(isObject);
  const codes = errors.map(({ code }) => (typeof code === 'string' ? printable(code, 60).toUpperCase() : ''));
  const described = errors.map((error) => describe(error)).filter((line) => line !== '');
  const unique = [...new Set(codes)].filter((code) => code !== '');
  return { codes: unique, text: printable([...new Set(described)].join('; '), MAX_TEXT_LENGTH), html: false };
}

/** `details` is the token servers' word (Docker Hub), `error_description` OAuth2's. */
function describe(error: Record<string, unknown>): string {
  const message = [error.message, error.details, error.error_description, error.error, error.title].find(isText) ?? '';
  const detail = error.detail;
  const more = isText(detail) ? detail : isObject(detail) ? JSON.stringify(detail) : '';
  const code = isText(error.code) ? error.code : '';
  const words = [code, message].filter((part) => part !== '').join(' ');
  if (words === '') return more === '{}' ? '' : more;
  return more === '' || more === '{}' || message.includes(more) ? words : `${words} (${more.slice(0, 200)})`;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function titleOf(html: string): string {
  const title = /<(title|h1)\b[^>]{0,200}>([^<]{0,300})/i.exec(html)?.[2];
  return (title ?? html.replace(/<[^>]{0,500}>/g, ' ')).replace(/\s+/g, ' ');
}
