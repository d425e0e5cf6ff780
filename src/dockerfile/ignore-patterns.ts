import { matchesWhole, pathPattern, type Token } from './wildcard.ts';

interface IgnorePattern {
  /** `!pattern`: what matches is wanted after all. */
  readonly wanted: boolean;
  readonly text: string;
  readonly tokens: readonly Token[];
}

/**
 * What `.dockerignore` and `--exclude` leave out, with the meaning of moby's patternmatcher: the last pattern that
 * matches a path or a directory above it decides. https://docs.docker.com/build/concepts/context/#dockerignore-files
 */
export class IgnorePatterns {
  readonly #patterns: readonly IgnorePattern[];

  private constructor(patterns: readonly IgnorePattern[]) {
    this.#patterns = patterns;
  }

  /** @param malformed is called for each pattern that is not valid, with its index */
  static from(lines: readonly string[], malformed: (index: number) => void): IgnorePatterns {
    const patterns = lines.flatMap((line, index) => {
      const wanted = line.startsWith('!');
      const text = cleanPath(wanted ? line.slice(1).trim() : line);
      if (line.trim() === '') return [];
      const tokens = text === '' && wanted ? undefined : pathPattern(text, true);
      if (tokens === undefined) malformed(index);
      return tokens === undefined ? [] : [{ wanted, text, tokens }];
    });
    return new IgnorePatterns(patterns);
  }

  /** @param path relative, without `.` and `..` */
  leavesOut(path: string): boolean {
    let out = false;
    for (const { wanted, tokens } of this.#patterns) {
      // A pattern that could change nothing need not be looked at.
      if (wanted === out && pathAndParents(path).some((one) => matchesWhole(tokens, one))) out = !wanted;
    }
    return out;
  }

  /** A directory that is left out may still hold something that is wanted. */
  mayWantBelow(directory: string): boolean {
    return this.#patterns.some(
      ({ wanted, text }) => wanted && (`${text}/`.startsWith(`${directory}/`) || /[*?[]/.test(text)),
    );
  }
}

function pathAndParents(path: string): string[] {
  const parts = path.split('/');
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('/'));
}

/** As Go's filepath.Clean, without the slash that a path may begin with. */
export function cleanPath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}

/** The lines of a `.dockerignore` that are patterns; comments stand at the beginning of a line. */
export function ignoreLines(text: string): string[] {
  return text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .map((line) => (line.startsWith('#') ? '' : line.trim()));
}
