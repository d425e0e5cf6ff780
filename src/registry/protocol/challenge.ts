/** What a 401 asks for. https://www.rfc-editor.org/rfc/rfc9110#field.www-authenticate */
export interface Challenge {
  /** Lower case: `bearer`, `basic`. */
  readonly scheme: string;
  readonly parameters: Readonly<Record<string, string>>;
}

const MAX_HEADER_LENGTH = 16 * 1024;
const TOKEN = /[!#$%&'*+.^_`|~0-9A-Za-z-]+/y;
const SPACE = /[\s,]*/y;
const VALUE = /\s*=\s*(?:"((?:[^"\\]|\\.)*)"?|([^\s,"]*))/y;

/** All challenges of all lines; several may share a line, and a scheme may come without parameters. Never throws. */
export function parseChallenges(lines: readonly string[]): readonly Challenge[] {
  return lines.flatMap((line) => parseLine(line.slice(0, MAX_HEADER_LENGTH)));
}

function parseLine(line: string): Challenge[] {
  const found: { scheme: string; parameters: Record<string, string> }[] = [];
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(line);
    if (match !== null) at = pattern.lastIndex;
    return match;
  };
  while (at < line.length) {
    take(SPACE);
    const word = take(TOKEN)?.[0];
    if (word === undefined) {
      at += 1;
      continue;
    }
    const value = take(VALUE);
    if (value === null) found.push({ scheme: word.toLowerCase(), parameters: Object.create(null) });
    else assign(found.at(-1)?.parameters, word, value[1]?.replace(/\\(.)/g, '$1') ?? value[2] ?? '');
  }
  return found;
}

/** The first of two parameters of one name counts. */
function assign(parameters: Record<string, string> | undefined, name: string, value: string): void {
  if (parameters === undefined) return;
  parameters[name.toLowerCase()] ??= value;
}
