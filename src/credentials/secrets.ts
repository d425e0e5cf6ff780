import type { Environment } from '../ports.ts';
import { printable } from '../printable.ts';

/** Characters. A shorter secret is a syllable, and replacing it would take half of the log. */
const MIN_SECRET_LENGTH = 4;

/** An encoded piece that is shorter than this stands in too many other texts. */
const MIN_PIECE_LENGTH = 8;

const REPLACEMENT = '***';

/** `https://user:password@host`: what stands before the `@` must not appear in a log. */
const USERINFO = /\b([a-z][a-z0-9+.-]{0,20}:\/\/)(?:[^\s/?#"'<>]*|[^\s/:@"'<>]+:(?!\d+[/?#])[^\s"'<>]*?)@(?!sha\d+:)/gi;

/** The same without a scheme at the start of an entry, or after other words; `name:tag@sha256:…` is a reference. */
const BARE_USERINFO = /^\/*[^\s/:@]+:([^\s/@]+)@(?!sha\d+:)/;

/** `?token=…` behind an address: the value of a parameter that lets in whoever has it. */
const PARAMETER = /[?&#;][\w.-]{0,40}(?:sig|token|secret|credential|passw|pwd|auth|key)[\w.-]{0,40}=([^\s&#;,"'<>]+)/gi;

/** Variables that are URLs and may hold somebody's password. */
const URLS =
  /^(?:GITHUB_SERVER_URL|CI_SERVER_URL|CI_PROJECT_URL|CI_REPOSITORY_URL|BUILDKITE_REPO|CIRCLE_REPOSITORY_URL|GIT_URL|BUILD_REPOSITORY_URI|CODEBUILD_SOURCE_REPO_URL|(?:https?|all|no)_proxy)$/i;

/** A key that was given as another input than the one for it. */
const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----/i;

/** Changes a text as the place where it is printed does, as HTML escapes. */
export type Escape = (text: string) => string;

const AS_IT_IS: Escape = (text) => text;

/**
 * The one owner of everything that must not be read by others. Whatever is printed goes through `redact`, which replaces
 * each secret as it is, in base64 and as a part of a URL or of JSON.
 */
export class Secrets {
  readonly #announce: (secret: string) => void;
  readonly #known = new Set<string>();
  #forms: readonly string[] | undefined;

  /** @param announce called with each secret once, before its first use: the runner masks what other steps print, too */
  constructor(announce: (secret: string) => void = () => {}) {
    this.#announce = announce;
  }

  /** One that is empty or very short is ignored. */
  add(secret: string): void {
    if (secret.trim().length < MIN_SECRET_LENGTH || this.#known.has(secret)) return;
    this.#known.add(secret);
    this.#forms = undefined;
    this.#announce(secret);
  }

  /** The first thing that a run does. @param secret the names of inputs that are secrets; others may hold one where none belongs */
  addInputs(inputs: Readonly<Record<string, string>>, secret: readonly string[]): void {
    for (const [name, text] of Object.entries(inputs)) {
      if (secret.includes(name) || PRIVATE_KEY.test(text)) this.add(text);
      if (!secret.includes(name)) this.#addMisplaced(text);
    }
  }

  /** @param secret the names of variables that are secrets */
  addVariables(environment: Environment, secret: readonly string[]): void {
    for (const [name, text = ''] of Object.entries(environment)) {
      if (secret.includes(name)) this.add(text);
      if (URLS.test(name)) this.#addMisplaced(text);
    }
  }

  #addMisplaced(text: string): void {
    if (text.includes('@')) this.addUserinfo(text);
    if (text.includes('=')) this.addParameters(text);
  }

  /** Adds passwords that stand where none belongs: `https://user:password@host` in an input or a variable. */
  addUserinfo(text: string): void {
    for (const entry of text.split(/[\s,;]+/)) {
      for (const [found, scheme = ''] of entry.matchAll(USERINFO)) this.#addPassword(found.slice(scheme.length, -1));
      const [, bare] = BARE_USERINFO.exec(entry) ?? [];
      const words = bare?.split(':') ?? [];
      for (const place of words.keys()) this.#addPassword(words.slice(place).join(':'));
    }
  }

  /** Adds what an address says behind its path: `registry.example.com/o/app?token=...` in an input. */
  addParameters(text: string): void {
    for (const [, value = ''] of text.matchAll(PARAMETER)) {
      this.add(value);
      this.add(decoded(value));
    }
  }

  /** @param asPrinted how the text was changed where it was put together */
  redact(text: string, asPrinted: Escape = AS_IT_IS): string {
    this.#forms ??= formsOf(this.#known);
    const printed = this.#forms.map(asPrinted).filter((form) => form !== '');
    let redacted = text;
    for (const form of printed) {
      if (redacted.includes(form)) redacted = redacted.replaceAll(form, REPLACEMENT);
    }
    return this.#cutOff(withoutFolded(redacted, printed).replace(USERINFO, `$1${REPLACEMENT}@`));
  }

  /** Long texts are cut, and end in an ellipsis: a secret that stands there is cut as well. */
  #cutOff(text: string): string {
    const forms = this.#forms ?? [];
    const [last = '', ...before] = text.split('…').reverse();
    const parts = before.reverse().map((part) => {
      const cut = Math.max(0, ...forms.map((form) => overlap(part, form)));
      return cut === 0 ? part : `${part.slice(0, part.length - cut)}${REPLACEMENT}`;
    });
    return [...parts, last].join('…');
  }

  #addPassword(userinfo: string): void {
    const password = userinfo.slice(userinfo.indexOf(':') + 1);
    this.add(password);
    this.add(decoded(password));
  }
}

/**
 * Every way in which the secrets may be printed, the longest first: one may be a part of another. Messages about inputs
 * where case does not count show them in lower case.
 */
function formsOf(secrets: ReadonlySet<string>): string[] {
  const whole = [...secrets].flatMap((secret) => [secret, ...linesOf(secret)]);
  const lower = whole.filter((text) => text.length >= MIN_PIECE_LENGTH).map((text) => text.toLowerCase());
  const forms = new Set([...whole, ...lower].flatMap(encodings));
  return [...forms].filter((form) => form.length >= MIN_SECRET_LENGTH).sort((a, b) => b.length - a.length);
}

/** A key has many lines, and each may be printed alone. */
function linesOf(secret: string): string[] {
  const lines = secret.split(/\r?\n/).map((line) => line.trim());
  return lines.filter((line) => line.length >= MIN_PIECE_LENGTH && !line.startsWith('-----'));
}

function encodings(secret: string): string[] {
  const url = encodeURIComponent(Buffer.from(secret, 'utf8').toString('utf8'));
  const encoded = [url, url.replaceAll('%20', '+'), url.replace(/%[0-9A-F]{2}/g, (byte) => byte.toLowerCase())];
  const json = JSON.stringify(secret).slice(1, -1);
  return [secret, secret.trim(), printable(secret, secret.length * 2), json, ...encoded, ...base64Of(secret)];
}

/** Whole, and what of it stays the same wherever it begins in a longer text: `user:password` shows it shifted. */
function base64Of(secret: string): string[] {
  const bytes = Buffer.from(secret, 'utf8');
  const inner = [0, 1, 2].map((shift) => {
    const length = Math.floor((bytes.length - shift) / 3) * 3;
    return bytes.subarray(shift, shift + Math.max(length, 0));
  });
  const pieces = inner.map((piece) => piece.toString('base64')).filter((piece) => piece.length >= MIN_PIECE_LENGTH);
  const whole = bytes.toString('base64');
  return [whole, whole.replace(/=+$/, ''), ...pieces].flatMap((text) => [
    text,
    text.replaceAll('+', '-').replaceAll('/', '_'),
    encodeURIComponent(text),
  ]);
}

/** A server that repeats what it was sent may fold it over lines, which are joined by spaces then. */
function withoutFolded(text: string, forms: readonly string[]): string {
  const dense = text.replace(/\s+/g, '');
  if (dense.length === text.length) return text;
  const found = forms.map((form) => form.replace(/\s+/g, '')).filter((form) => form.length >= MIN_PIECE_LENGTH);
  return found
    .filter((form) => dense.includes(form))
    .reduce((rest, form) => rest.replace(folded(form), REPLACEMENT), text);
}

function folded(form: string): RegExp {
  const characters = Array.from(form, (character) => character.replace(/[$()*+./?[\\\]^{|}-]/, '\\$&'));
  return new RegExp(characters.join('\\s*'), 'g');
}

/** How many characters at the end of `text` are the beginning of `form`. */
function overlap(text: string, form: string): number {
  for (let length = Math.min(text.length, form.length); length >= MIN_SECRET_LENGTH; length--) {
    if (text.endsWith(form.slice(0, length))) return length;
  }
  return 0;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
