import type { StageContext } from './stage-context.ts';
import { jsonList, splitWords } from './words.ts';

/** `["/app", "serve"]`. A text would be run by a shell. */
export function execForm(context: StageContext, from = 0): readonly string[] | undefined {
  const { text, keyword } = context.instruction;
  const rest = text.slice(from);
  const list = jsonList(rest);
  if (list !== undefined && 'fault' in list) return context.fault(list.fault, from);
  if (list?.some((word) => word.includes('\0'))) return context.fault('the list holds a NUL character', from);
  if (list !== undefined) return list;
  const written = (words: readonly string[]) =>
    `${keyword} ${from > 0 ? text.slice(0, from) : ''}[${words.map((word) => JSON.stringify(word)).join(', ')}]`;
  const words = wordsOfShell(rest);
  const advice =
    words === undefined ? `its words as a list in double quotes, as in ${written(['/app', 'serve'])}` : written(words);
  return context.fault(`a text is run by a shell, and there is no shell in a scratch image; write ${advice}`, from);
}

/** The words that a shell would make of a text without running it; undefined where only the shell knows. */
function wordsOfShell(text: string): readonly string[] | undefined {
  if (/^\s*\[/.test(text)) return undefined;
  const words = splitWords(text, '\\').map((word) => word.text.replace(/^(["'])([^"']*)\1$/, '$2'));
  if (words.length === 0) return ['/app'];
  return words.some((word) => /['"$&|;<>(){}`*?\\]/.test(word)) ? undefined : words;
}
