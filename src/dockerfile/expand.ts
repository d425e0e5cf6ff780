import { matchingPrefixes, shellPattern, type Token } from './wildcard.ts';

/** The value of a variable, or undefined where it is not set. */
export type Lookup = (name: string) => string | undefined;

export interface ExpandOptions {
  readonly escapeCharacter: string;
  /** Quotes are taken off; else they stay, as in here-documents. */
  readonly quotes: boolean;
}

/** What is wrong with a text, in words: the caller knows where it stands. */
export class ExpandFault extends Error {
  override readonly name = 'ExpandFault';
}

/** Longer values are of no use in an image, and a file that doubles a value a hundred times must end. */
const LONGEST = 64 * 1024;

/** As deep as `${a:-${b:-…}}` may go. */
const DEEPEST = 50;

/** Matching a pattern at every place of a value costs the product of their lengths. */
const MOST_STEPS = 4_000_000;

/**
 * Replaces variables and takes quotes off, with the meaning that BuildKit gives them:
 * https://docs.docker.com/reference/dockerfile/#environment-replacement. Throws an ExpandFault.
 */
export function expand(text: string, lookup: Lookup, options: ExpandOptions): string {
  return new Expansion(text, lookup, options).all();
}

class Expansion {
  readonly #text: string;
  readonly #lookup: Lookup;
  readonly #options: ExpandOptions;
  #at = 0;
  #depth = 0;

  constructor(text: string, lookup: Lookup, options: ExpandOptions) {
    this.#text = text;
    this.#lookup = lookup;
    this.#options = options;
  }

  all(): string {
    return this.#until(undefined, false);
  }

  /** @param raw escapes stay, for a pattern to see */
  #until(stop: string | undefined, raw: boolean): string {
    const { escapeCharacter, quotes } = this.#options;
    let result = '';
    for (;;) {
      if (result.length > LONGEST) throw new ExpandFault(`its value is longer than ${LONGEST} characters`);
      const char = this.#text[this.#at];
      if (char === undefined) break;
      if (char === stop) {
        this.#at += 1;
        return result;
      }
      if (char === '$') result += this.#dollar();
      else if (quotes && char === "'") result += this.#single();
      else if (quotes && char === '"') result += this.#double(raw);
      else if (char === escapeCharacter) result += this.#escaped(raw);
      else {
        result += char;
        this.#at += 1;
      }
    }
    if (stop !== undefined) throw new ExpandFault(`a ${stop} is missing`);
    return result;
  }

  #escaped(raw: boolean): string {
    const pair = this.#text.slice(this.#at, this.#at + 2);
    this.#at += 2;
    return raw ? pair : pair.slice(1);
  }

  #single(): string {
    const end = this.#text.indexOf("'", this.#at + 1);
    if (end < 0) throw new ExpandFault("a closing ' is missing");
    const inner = this.#text.slice(this.#at + 1, end);
    this.#at = end + 1;
    return inner;
  }

  /** Only quotes, dollars and the escape character itself can be escaped in it. */
  #double(raw: boolean): string {
    const { escapeCharacter } = this.#options;
    this.#at += 1;
    let result = '';
    for (;;) {
      if (result.length > LONGEST) throw new ExpandFault(`its value is longer than ${LONGEST} characters`);
      const char = this.#text[this.#at];
      if (char === undefined) throw new ExpandFault('a closing " is missing');
      if (char === '"') {
        this.#at += 1;
        return result;
      }
      if (char === '$') {
        result += this.#dollar();
        continue;
      }
      const next = this.#text[this.#at + 1] ?? '';
      if (char === escapeCharacter && ['"', '$', escape].includes(next)) result += this.#escaped(raw);
      else {
        result += char;
        this.#at += 1;
      }
    }
  }

  #dollar(): string {
    this.#at += 1;
    if (this.#text[this.#at] !== '{') {
      const name = this.#name();
      return name === '' ? '$' : (this.#lookup(name) ?? '');
    }
    this.#depth += 1;
    if (this.#depth > DEEPEST) throw new ExpandFault(`variables stand in one another more than ${DEEPEST} deep`);
    this.#at += 1;
    const result = this.#braces();
    this.#depth -= 1;
    return result;
  }

  #braces(): string {
    const name = this.#name();
    const value = this.#lookup(name);
    const operator = this.#text[this.#at] ?? '';
    if (name === '') throw new ExpandFault('a name is missing after ${');
    this.#at += 1;
    if (operator === '}') return value ?? '';
    if (operator === '/') return this.#replaced(value ?? '');
    if (operator !== ':') return this.#modified(name, value, operator, value === undefined);
    const after = this.#text[this.#at] ?? '';
    this.#at += 1;
    return this.#modified(name, value, after, value === undefined || value === '');
  }

  /** @param absent the variable counts as not set */
  #modified(name: string, value: string | undefined, operator: string, absent: boolean): string {
    if (operator === '') throw new ExpandFault('a } is missing');
    const word = '-+?#%'.includes(operator) ? this.#until('}', operator === '#' || operator === '%') : undefined;
    if (word === undefined) throw new ExpandFault(`"${operator}" is not a known modifier of \${${name}}`);
    switch (operator) {
      case '-':
        return absent ? word : (value ?? '');
      case '+':
        return absent ? '' : word;
      case '?':
        if (absent) throw new ExpandFault(`${name}: ${word || 'it is not set'}`);
        return value ?? '';
      default:
        return trimmed(value ?? '', operator, word);
    }
  }

  /** `${name/pattern/replacement}`, with a second slash after the name for every place. */
  #replaced(value: string): string {
    const everywhere = this.#text[this.#at] === '/';
    if (everywhere) this.#at += 1;
    const pattern = tokensOf(this.#until('/', true));
    const replacement = this.#until('}', true);
    limit(value, pattern);
    let result = '';
    for (let at = 0; at < value.length; ) {
      const length = matchingPrefixes(pattern, value.slice(at)).at(-1);
      if (length === undefined || length === 0) {
        result += value[at];
        at += 1;
        continue;
      }
      result += replacement;
      at += length;
      if (!everywhere) return result + value.slice(at);
      if (result.length > LONGEST) throw new ExpandFault(`its value is longer than ${LONGEST} characters`);
    }
    return result;
  }

  #name(): string {
    const rest = this.#text.slice(this.#at, this.#at + 1000);
    const [name = ''] = /^(?:\d+|[@*#?$!-]|[\p{L}_][\p{L}\p{Nd}_]*)/u.exec(rest) ?? [];
    this.#at += name.length;
    return name;
  }
}

/** The shortest match goes, or with a doubled operator the longest. */
function trimmed(value: string, operator: string, word: string): string {
  const greedy = word.startsWith(operator);
  const pattern = tokensOf(greedy ? word.slice(1) : word);
  limit(value, pattern);
  if (operator === '#') return value.slice(matchingPrefixes(pattern, value).at(greedy ? -1 : 0) ?? 0);
  const reversed = value.split('').reverse().join('');
  const length = matchingPrefixes(pattern.toReversed(), reversed).at(greedy ? -1 : 0) ?? 0;
  return value.slice(0, value.length - length);
}

function tokensOf(pattern: string): readonly Token[] {
  const tokens = shellPattern(pattern);
  if (tokens === undefined) throw new ExpandFault(`"${pattern}" is not a valid pattern`);
  return tokens;
}

function limit(value: string, pattern: readonly Token[]): void {
  if (value.length * value.length * (pattern.length + 1) > MOST_STEPS) {
    throw new ExpandFault('the value is too long for a pattern to be looked for in it');
  }
}
