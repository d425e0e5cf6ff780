/** What `--chmod` does to a mode: octal digits replace it, `u+x,go=rX` change it. */
export type ModeChange = { readonly mode: number } | { readonly clauses: readonly ModeClause[] };

export interface ModeClause {
  /** Bits of those who are meant: 0o700 for `u`. */
  readonly who: number;
  readonly operator: '+' | '-' | '=';
  readonly read: boolean;
  readonly write: boolean;
  readonly execute: boolean;
  /** `X`: only where it is a directory or somebody may execute it already. */
  readonly executeWhereUseful: boolean;
  readonly setId: boolean;
  readonly sticky: boolean;
}

const WHO: Readonly<Record<string, number>> = { u: 0o700, g: 0o070, o: 0o007, a: 0o777 };

/** Octal up to 7777, or symbolic as chmod(1) has it; undefined where it is neither. https://docs.docker.com/reference/dockerfile/#copy---chown---chmod */
export function readModeChange(text: string): ModeChange | undefined {
  if (/^[0-7]{1,8}$/.test(text)) {
    const mode = Number.parseInt(text, 8);
    return mode <= 0o7777 ? { mode } : undefined;
  }
  const clauses: ModeClause[] = [];
  for (const clause of text.split(',')) {
    const [, who = '', operator, permissions = ''] = /^([ugoa]*)([-+=])([rwxXst]*)$/.exec(clause) ?? [];
    if (operator !== '+' && operator !== '-' && operator !== '=') return undefined;
    clauses.push({
      who: [...(who || 'a')].reduce((bits, one) => bits | (WHO[one] ?? 0), 0),
      operator,
      read: permissions.includes('r'),
      write: permissions.includes('w'),
      execute: permissions.includes('x'),
      executeWhereUseful: permissions.includes('X'),
      setId: permissions.includes('s'),
      sticky: permissions.includes('t'),
    });
  }
  return { clauses };
}

export function changedMode(change: ModeChange, mode: number, isDirectory: boolean): number {
  if ('mode' in change) return change.mode;
  return change.clauses.reduce((bits, clause) => applied(clause, bits, isDirectory), mode);
}

function applied(clause: ModeClause, mode: number, isDirectory: boolean): number {
  const { who, operator } = clause;
  const execute = clause.execute || (clause.executeWhereUseful && (isDirectory || (mode & 0o111) !== 0));
  const all = (clause.read ? 0o444 : 0) | (clause.write ? 0o222 : 0) | (execute ? 0o111 : 0);
  const ids = (who & 0o700 ? 0o4000 : 0) | (who & 0o070 ? 0o2000 : 0);
  const bits = (all & who) | (clause.setId ? ids : 0) | (clause.sticky ? 0o1000 : 0);
  if (operator === '+') return mode | bits;
  return operator === '-' ? mode & ~bits : (mode & ~(who | ids)) | bits;
}
