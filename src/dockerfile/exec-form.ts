import type { StageContext } from './stage-context.ts';
import { jsonList, splitBlanks } from './words.ts';

/** `["/app", "serve"]`. A text would be run by a shell. */
export function execForm(context: StageContext, from = 0): readonly string[] | undefined {
  const { text, keyword } = context.instruction;
  const rest = text.slice(from);
  const list = jsonList(rest);
  if (list !== undefined && 'fault' in list) return context.fault(list.fault, from);
  if (list?.some((word) => word.includes('\0'))) return context.fault('the list holds a NUL character', from);
  if (list !== undefined) return list;
  const words = splitBlanks(rest).map((word) => word.text);
  const written = words.some((word) => /[[\]'"$&|;<>(){}`*?\\]/.test(word)) ? ['/app', 'serve'] : words;
  const before = from > 0 ? text.slice(0, from) : '';
  const example = `${keyword} ${before}${JSON.stringify(words.length === 0 ? ['/app'] : written).replaceAll(',', ', ')}`;
  return context.fault(`a text is run by a shell, and there is no shell in a scratch image; write ${example}`, from);
}
