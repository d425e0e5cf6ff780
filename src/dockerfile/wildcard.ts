/**
 * Patterns with `*`, `?`, `[a-z]` and `**`, matched by following all possibilities at once: in time that grows with
 * the product of the two lengths, whatever the pattern is. A backtracking expression would not stop for some.
 */
export type Token =
  | { readonly kind: 'char'; readonly char: string }
  /** One character; a slash only where `slash` says so. */
  | { readonly kind: 'any'; readonly slash: boolean }
  | { readonly kind: 'class'; readonly negated: boolean; readonly ranges: readonly (readonly [string, string])[] }
  /** Any number of characters. */
  | { readonly kind: 'star'; readonly slash: boolean }
  /** `**` + `/`: any number of whole directories. */
  | { readonly kind: 'directories' };

/** The lengths of all prefixes of `text` that match, from the shortest to the longest. */
export function matchingPrefixes(tokens: readonly Token[], text: string): number[] {
  const lengths: number[] = [];
  let states = new Set<number>();
  enter(tokens, 0, states);
  for (let at = 0; ; at += 1) {
    if (states.has(tokens.length)) lengths.push(at);
    const char = text[at];
    if (char === undefined || states.size === 0) return lengths;
    const next = new Set<number>();
    for (const state of states) step(tokens, state, char, next);
    states = next;
  }
}

export function matchesWhole(tokens: readonly Token[], text: string): boolean {
  return matchingPrefixes(tokens, text).at(-1) === text.length;
}

/** States below zero stand within `directories`: -1 - index. */
function enter(tokens: readonly Token[], index: number, states: Set<number>): void {
  if (states.has(index)) return;
  states.add(index);
  const token = tokens[index];
  if (token?.kind === 'star') enter(tokens, index + 1, states);
  if (token?.kind === 'directories') {
    states.add(-1 - index);
    enter(tokens, index + 1, states);
  }
}

function step(tokens: readonly Token[], state: number, char: string, next: Set<number>): void {
  if (state < 0) {
    next.add(state);
    if (char === '/') enter(tokens, -state, next);
    return;
  }
  const token = tokens[state];
  switch (token?.kind) {
    case 'char':
      if (token.char === char) enter(tokens, state + 1, next);
      return;
    case 'any':
      if (token.slash || char !== '/') enter(tokens, state + 1, next);
      return;
    case 'class':
      if (char !== '/' && token.ranges.some(([from, to]) => from <= char && char <= to) !== token.negated) {
        enter(tokens, state + 1, next);
      }
      return;
    case 'star':
      if (token.slash || char !== '/') enter(tokens, state, next);
      return;
    default:
  }
}

/** A pattern of paths as Go's filepath.Match has it; with `deep`, `**` as moby's patternmatcher adds it. Undefined where it is malformed. */
export function pathPattern(pattern: string, deep: boolean): readonly Token[] | undefined {
  const tokens: Token[] = [];
  for (let at = 0; at < pattern.length; at += 1) {
    const char = pattern[at] ?? '';
    if (char === '*' && deep && pattern[at + 1] === '*') {
      at += pattern[at + 2] === '/' ? 2 : 1;
      tokens.push(at === pattern.length - 1 ? { kind: 'star', slash: true } : { kind: 'directories' });
    } else if (char === '*') tokens.push({ kind: 'star', slash: false });
    else if (char === '?') tokens.push({ kind: 'any', slash: false });
    else if (char === '[') {
      const read = readClass(pattern, at + 1);
      if (read === undefined) return undefined;
      tokens.push(read.token);
      at = read.end;
    } else if (char === '\\') {
      at += 1;
      if (at === pattern.length) return undefined;
      tokens.push({ kind: 'char', char: pattern[at] ?? '' });
    } else tokens.push({ kind: 'char', char });
  }
  return tokens;
}

/** `[a-z]`, `[^a]`, from after its bracket; `end` is the closing one. */
function readClass(pattern: string, start: number): { token: Token; end: number } | undefined {
  const negated = pattern[start] === '^';
  const ranges: [string, string][] = [];
  for (let at = negated ? start + 1 : start; at < pattern.length; at += 1) {
    if (pattern[at] === ']')
      return ranges.length > 0 ? { token: { kind: 'class', negated, ranges }, end: at } : undefined;
    if (pattern[at] === '\\') at += 1;
    const from = pattern[at];
    if (from === undefined) return undefined;
    let to = from;
    if (pattern[at + 1] === '-' && pattern[at + 2] !== undefined && pattern[at + 2] !== ']') {
      at += 2;
      if (pattern[at] === '\\') at += 1;
      to = pattern[at] ?? from;
    }
    ranges.push([from, to]);
  }
  return undefined;
}

export function hasWildcards(path: string): boolean {
  return /[*?[]/.test(path.replace(/\\./g, ''));
}

/** A pattern of a shell's `${name#pattern}`: `*` and `?` match slashes, too, and brackets mean nothing. Undefined where an escape is wrong. */
export function shellPattern(pattern: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  for (let at = 0; at < pattern.length; at += 1) {
    const char = pattern[at] ?? '';
    if (char === '*') tokens.push({ kind: 'star', slash: true });
    else if (char === '?') tokens.push({ kind: 'any', slash: true });
    else if (char !== '\\') tokens.push({ kind: 'char', char });
    else {
      at += 1;
      if (!['*', '?', '\\', '}', '/'].includes(pattern[at] ?? '')) return undefined;
      tokens.push({ kind: 'char', char: pattern[at] ?? '' });
    }
  }
  return tokens;
}
