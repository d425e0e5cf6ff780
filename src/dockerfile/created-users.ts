import { LARGEST_ID } from '../config/accounts.ts';
import type { UserSpec } from '../config/config-block.ts';
import type { StageText } from './split-stages.ts';

const COMMAND = /\b(?:adduser|useradd)\s+([^&|;\n]+)/g;
const NAME = /^[a-z_][a-z0-9_-]{0,31}$/;
const WITH_VALUE = /^(?:-[hgsGkcdu]|--(?:home|gecos|shell|ingroup|uid|gid|group|groups|home-dir|comment|base-dir))$/;

/** Users that a RUN of the file makes with a number of its own: `adduser -D -u 10001 app`. Other numbers are the distribution's to choose. */
export function createdUsers(stages: readonly StageText[]): UserSpec[] {
  const users = new Map<string, UserSpec>();
  for (const { instructions } of stages) {
    for (const { keyword, text } of instructions) {
      if (keyword !== 'RUN') continue;
      for (const [, args = ''] of text.matchAll(COMMAND)) {
        const user = userOf(args.slice(0, 2000));
        if (user !== undefined && !users.has(user.name)) users.set(user.name, user);
      }
    }
  }
  return [...users.values()];
}

function userOf(args: string): UserSpec | undefined {
  const words = (args.match(/"[^"]*"|'[^']*'|\S+/g) ?? []).map((word) => word.replace(/^(["'])(.*)\1$/, '$2'));
  const names = words.filter((word, index) => NAME.test(word) && !WITH_VALUE.test(words[index - 1] ?? ''));
  const uid = numberAfter(words, ['-u', '--uid']);
  const name = names.at(-1);
  if (name === undefined || uid === undefined || ['root', 'nobody', 'nonroot'].includes(name)) return undefined;
  return { name, uid, gid: numberAfter(words, ['-g', '--gid']) ?? uid, home: '/' };
}

function numberAfter(words: readonly string[], flags: readonly string[]): number | undefined {
  for (const [index, word] of words.entries()) {
    const [flag = '', inline] = word.split('=');
    const text = flags.includes(flag) ? (inline ?? words[index + 1] ?? '') : '';
    if (/^\d{1,10}$/.test(text) && Number(text) <= LARGEST_ID) return Number(text);
  }
  return undefined;
}
