/** What a string may take of a list before its content is skipped; a tag has 128 characters at most. */
const MAX_STRING_LENGTH = 1024;
/** Levels of a list of tags: the object and the array in it. What is nested deeper is skipped, but not without end. */
const MAX_DEPTH = 64;

const [QUOTE, BACKSLASH, COLON, COMMA] = [0x22, 0x5c, 0x3a, 0x2c];
const OPENING = new Map([
  [0x7b, 0x7d],
  [0x5b, 0x5d],
]);
const CLOSING = new Set(OPENING.values());
const BLANK = new Set([0x20, 0x09, 0x0a, 0x0d]);

/**
 * Reads `{"name": "o/app", "tags": ["1.0.0", …]}` while it comes, whatever its size: none of it is kept. A list of
 * 100,000 tags is ordinary where every commit has one.
 */
export class TagListReader {
  readonly #visit: (tag: string) => void;
  /** The bracket that closes each level, the innermost last. */
  readonly #open: number[] = [];
  /** Bytes of the string that is being read. */
  #string: number[] | undefined;
  #escaped = false;
  /** The last string, not yet known to be a key or a value. */
  #text: string | undefined;
  /** The key of the outermost object that is being read. */
  #key: string | undefined;
  #began = false;
  #damaged = false;

  constructor(visit: (tag: string) => void) {
    this.#visit = visit;
  }

  write(bytes: Uint8Array): void {
    for (const byte of bytes) {
      if (this.#string !== undefined) this.#inString(byte, this.#string);
      else if (!BLANK.has(byte)) this.#between(byte);
    }
  }

  /** Whether all of it was an object, to its end. */
  get complete(): boolean {
    return this.#began && !this.#damaged && this.#open.length === 0 && this.#string === undefined;
  }

  #inString(byte: number, string: number[]): void {
    if (byte === QUOTE && !this.#escaped) {
      this.#text = textOf(string);
      this.#string = undefined;
      return;
    }
    this.#escaped = byte === BACKSLASH && !this.#escaped;
    if (string.length <= MAX_STRING_LENGTH) string.push(byte);
  }

  #between(byte: number): void {
    if (!this.#began) this.#damaged = byte !== 0x7b;
    else if (this.#open.length === 0) this.#damaged = true;
    this.#began = true;
    if (this.#damaged) return;
    const end = OPENING.get(byte);
    if (end !== undefined) this.#enter(end);
    else if (byte === QUOTE) this.#string = [];
    else if (byte === COLON) this.#endKey();
    else if (byte === COMMA) this.#endValue();
    else if (CLOSING.has(byte)) {
      this.#endValue();
      this.#damaged = this.#open.pop() !== byte;
    }
  }

  #enter(end: number): void {
    this.#text = undefined;
    this.#open.push(end);
    if (this.#open.length > MAX_DEPTH) this.#damaged = true;
  }

  #endKey(): void {
    if (this.#open.length === 1) this.#key = this.#text;
    this.#text = undefined;
  }

  #endValue(): void {
    const inTags = this.#open.length === 2 && this.#open[1] === 0x5d && this.#key === 'tags';
    if (inTags && this.#text !== undefined) this.#visit(this.#text);
    this.#text = undefined;
  }
}

/** Undefined for what is too long, or not a string that JSON knows. */
function textOf(bytes: readonly number[]): string | undefined {
  if (bytes.length > MAX_STRING_LENGTH) return undefined;
  const text = Buffer.from(bytes).toString();
  if (!text.includes('\\')) return text;
  try {
    return JSON.parse(`"${text}"`);
  } catch {
    return undefined;
  }
}
