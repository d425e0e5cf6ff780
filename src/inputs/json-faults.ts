/** A place in a text; both begin at 1. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}

export function positionAt(text: string, offset: number): TextPosition {
  const before = text.slice(0, offset);
  const start = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: offset - start + 1 };
}

const SCALAR = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.])/y;

type Expected = 'value' | 'value or end' | 'key' | 'key or end' | 'colon' | 'comma or end';

/** Reads JSON for its structure alone: V8 does not always say where a text stops being JSON. */
class Scanner {
  /** Offsets of the elements of the outermost list. */
  readonly elements: number[] = [];
  readonly #open: ('{' | '[')[] = [];
  #expected: Expected = 'value';

  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** The offset of the first character that cannot stand where it is; the text's length where the text only ends too early. */
  run(): number {
    let at = 0;
    while (at < this.#text.length) {
      const character = this.#text.charAt(at);
      if (/\s/.test(character)) at += 1;
      else {
        const end = this.#token(character, at);
        if (end === undefined) return at;
        at = end;
      }
    }
    return at;
  }

  #token(character: string, at: number): number | undefined {
    switch (character) {
      case '{':
      case '[':
        return this.#beginValue(at) && this.#enter(character) ? at + 1 : undefined;
      case '}':
      case ']':
        return this.#leave(character) ? at + 1 : undefined;
      case ',':
        return this.#next('comma or end', this.#open.at(-1) === '{' ? 'key' : 'value') && this.#open.length > 0
          ? at + 1
          : undefined;
      case ':':
        return this.#next('colon', 'value') ? at + 1 : undefined;
      case '"':
        return this.#isKey() ? this.#string(at, 'colon') : this.#beginValue(at) ? this.#string(at) : undefined;
      default:
        SCALAR.lastIndex = at;
        return this.#beginValue(at) && SCALAR.test(this.#text) ? this.#end(SCALAR.lastIndex) : undefined;
    }
  }

  #isKey(): boolean {
    return this.#expected === 'key' || this.#expected === 'key or end';
  }

  #beginValue(at: number): boolean {
    if (this.#expected !== 'value' && this.#expected !== 'value or end') return false;
    if (this.#open.length === 1 && this.#open[0] === '[') this.elements.push(at);
    return true;
  }

  #enter(bracket: '{' | '['): boolean {
    this.#open.push(bracket);
    this.#expected = bracket === '{' ? 'key or end' : 'value or end';
    return true;
  }

  #leave(bracket: '}' | ']'): boolean {
    const matching = bracket === '}' ? '{' : '[';
    if (this.#open.at(-1) !== matching || !this.#expected.endsWith('or end')) return false;
    this.#open.pop();
    this.#expected = 'comma or end';
    return true;
  }

  #next(expected: Expected, following: Expected): boolean {
    if (this.#expected !== expected) return false;
    this.#expected = following;
    return true;
  }

  #string(at: number, following: Expected = 'comma or end'): number | undefined {
    let end = at + 1;
    while (end < this.#text.length && this.#text[end] !== '"') end += this.#text[end] === '\\' ? 2 : 1;
    if (end >= this.#text.length) return undefined;
    this.#expected = following;
    return end + 1;
  }

  #end(at: number): number {
    this.#expected = 'comma or end';
    return at;
  }
}

/** Where a text that JSON.parse refused stops being JSON. */
export function jsonFault(text: string): TextPosition {
  return positionAt(text, new Scanner(text).run());
}

/** Where an element of the outermost list begins. */
export function elementPosition(text: string, index: number): TextPosition {
  const scanner = new Scanner(text);
  scanner.run();
  return positionAt(text, scanner.elements[index] ?? 0);
}
