/** A word of an instruction, quotes kept: they are taken off where variables are replaced. */
export interface Word {
  readonly text: string;
  /** In the instruction's text. */
  readonly offset: number;
}

/** Words as a shell would see them, with what is in quotes as part of its word. */
export function splitWords(text: string, escapeCharacter: string): Word[] {
  const words: Word[] = [];
  let quote = '';
  let start = -1;
  for (let at = 0; at <= text.length; at += 1) {
    const char = text[at] ?? '';
    const ends = at === text.length || (quote === '' && /\s/.test(char));
    if (ends) {
      if (start >= 0) words.push({ text: text.slice(start, at), offset: start });
      start = -1;
      continue;
    }
    if (start < 0) start = at;
    if (char === escapeCharacter && quote !== "'") at = Math.min(at + 1, text.length - 1);
    else if (quote === '' && (char === '"' || char === "'")) quote = char;
    else if (char === quote) quote = '';
  }
  return words;
}

/** Words apart from blanks alone, for those instructions that know no quotes. */
export function splitBlanks(text: string): Word[] {
  return [...text.matchAll(/\S+/g)].map((match) => ({ text: match[0], offset: match.index }));
}

/** `["/app", "serve"]`: its texts, `undefined` where it is no JSON list, or a fault in words where it holds something else than texts. */
export function jsonList(text: string): readonly string[] | { readonly fault: string } | undefined {
  if (!text.trimStart().startsWith('[')) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    if (!Array.isArray(value)) return undefined;
    if (value.every((item) => typeof item === 'string')) return value;
    return { fault: 'the list may hold texts only, in double quotes' };
  } catch {
    return undefined;
  }
}

export interface Flag {
  readonly name: string;
  /** Empty for `--link` alone. */
  readonly value: string;
  readonly offset: number;
}

/** `--chown=1:1 --link a b`: the flags before the first word that is none, and where the rest begins. */
export function takeFlags(text: string, escapeCharacter: string): { flags: readonly Flag[]; rest: number } {
  const flags: Flag[] = [];
  for (const word of splitWords(text, escapeCharacter)) {
    if (word.text === '--') return { flags, rest: word.offset + 2 };
    if (!word.text.startsWith('--')) return { flags, rest: word.offset };
    const [, name = '', value = ''] = /^--([^=]*)=?(.*)$/s.exec(word.text) ?? [];
    flags.push({ name, value, offset: word.offset });
  }
  return { flags, rest: text.length };
}
