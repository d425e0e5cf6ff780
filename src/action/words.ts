import { ActionError } from '../errors.ts';
import type { InputName } from './input-table.ts';

const WORD = /\s*((?:[^\s"']|"[^"]*"|'[^']*')+)/y;

/** Arguments as a shell would split them: at white space, quotes keep words together. Nothing is expanded. */
export function splitWords(name: InputName, text: string): string[] {
  const words: string[] = [];
  WORD.lastIndex = 0;
  while (WORD.lastIndex < text.length) {
    const [, word] = WORD.exec(text) ?? [];
    if (word === undefined) throw new ActionError('input', `${name}: a quote in "${text}" has no end`);
    words.push(word.replace(/"([^"]*)"|'([^']*)'/g, (_, double, single) => double ?? single));
  }
  return words;
}
