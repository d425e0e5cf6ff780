/** Whether a path below a source is left out; what is in a directory that is left out is never asked for. */
export type Exclusion = (path: string) => boolean;

/**
 * Patterns as `COPY --exclude` and .dockerignore have them: from the source's own root, `*` and `?` within a name, `**` for any
 * number of directories, `[a-z]`; a directory takes along what is in it. No pattern takes longer than its length times that of
 * the path: expressions of JavaScript may take forever. https://docs.docker.com/reference/dockerfile/#copy---exclude
 */
export function exclusionOf(patterns: readonly string[] = []): Exclusion {
  const parsed = patterns.map((pattern) => partsOf(pattern).map((part) => (part === '**' ? part : tokensOf(part))));
  return (path) => parsed.some((pattern) => matches(pattern, partsOf(path)));
}

type NamePattern = readonly Token[];

/** A star, or what one character has to be. */
type Token = '*' | ((character: string) => boolean);

function partsOf(path: string): string[] {
  return path.split('/').filter((part) => part !== '' && part !== '.');
}

/** Whether the pattern fits the path or a directory above it: all places of the pattern that the way down may have come to. */
function matches(pattern: readonly ('**' | NamePattern)[], path: readonly string[]): boolean {
  const last = pattern.length - 1;
  const withSkipped = (place: number): number[] => {
    return pattern[place] === '**' && place < last ? [place, ...withSkipped(place + 1)] : [place];
  };
  let places = new Set(withSkipped(0));
  for (const name of path) {
    const next = new Set<number>();
    for (const place of places) {
      const part = pattern[place];
      const fits = part === '**' || (part !== undefined && fitsName(part, name));
      if (fits && place === last) return true;
      if (fits) for (const one of withSkipped(part === '**' ? place : place + 1)) next.add(one);
    }
    places = next;
  }
  return false;
}

/** The last star takes as much as it must: going back to an earlier one never helps. */
function fitsName(tokens: NamePattern, name: string): boolean {
  const characters = [...name];
  let [token, at] = [0, 0];
  let retry: { token: number; at: number } | undefined;
  while (at < characters.length) {
    const wanted = tokens[token];
    if (wanted === '*') {
      token += 1;
      retry = { token, at };
    } else if (wanted?.(characters[at] ?? '') === true) {
      token += 1;
      at += 1;
    } else if (retry !== undefined) {
      retry = { token: retry.token, at: retry.at + 1 };
      ({ token, at } = retry);
    } else return false;
  }
  return tokens.slice(token).every((rest) => rest === '*');
}

function tokensOf(part: string): NamePattern {
  const texts = part.match(/\[[!^]?\]?[^\]]*\]|\\.|[\s\S]/gu) ?? [];
  return texts.map(tokenOf);
}

function tokenOf(text: string): Token {
  if (text === '*') return '*';
  if (text === '?') return () => true;
  if (/^\[.+\]$/su.test(text)) return classOf(text.slice(1, -1));
  const wanted = text.length > 1 && text.startsWith('\\') ? text.slice(1) : text;
  return (character) => character === wanted;
}

function classOf(content: string): Token {
  const negated = /^[!^]/.test(content);
  const characters = [...(negated ? content.slice(1) : content)];
  const ranges: (readonly [string, string])[] = [];
  for (let at = 0; at < characters.length; at++) {
    const first = characters[at] ?? '';
    const end = characters[at + 1] === '-' ? characters[at + 2] : undefined;
    ranges.push([first, end ?? first]);
    if (end !== undefined) at += 2;
  }
  return (character) => ranges.some(([first, end]) => character >= first && character <= end) !== negated;
}
