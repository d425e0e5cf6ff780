import { levelFault } from './annotation-lines.ts';
import { type Problems, quote } from './problems.ts';
import { type Reader, readText } from './readers.ts';
import { kindOf, type Value } from './value.ts';

/** What is wrong with a key, or undefined. */
type KeyFault = (key: string) => string | undefined;

interface Entry {
  readonly key: string;
  readonly text: string;
  readonly at: Pick<Value, 'name' | 'position'>;
}

/** A map, or a list of `KEY=VALUE`; the values are the text as written. */
export function textMap(keyFault: KeyFault): Reader<Readonly<Record<string, string>>> {
  return (value, problems) => {
    const entries = entriesOf(value, problems);
    if (entries === undefined) return undefined;
    const seen = new Set<string>();
    for (const { key, at } of entries) {
      const fault = seen.has(key) ? `${quote(key)} is there twice` : keyFault(key);
      if (fault !== undefined) problems.add(at, fault);
      seen.add(key);
    }
    return Object.fromEntries(entries.map(({ key, text }) => [key, text]));
  };
}

function entriesOf(value: Value, problems: Problems): Entry[] | undefined {
  if (value.kind === 'map') {
    return value.fields.flatMap(({ key, position, value: held }) => {
      const text = readText(held, problems);
      return text === undefined ? [] : [{ key, text, at: { name: value.name, position } }];
    });
  }
  if (value.kind === 'list') return value.items.flatMap((item) => pairOf(item, problems) ?? []);
  return problems.add(value, `expected a map or a list of KEY=VALUE, not ${kindOf(value)}`);
}

function pairOf(item: Value, problems: Problems): Entry | undefined {
  if (item.kind === 'map') return problems.add(item, 'expected KEY=VALUE; in a list there is "=" and not ": "');
  const text = readText(item, problems);
  if (text === undefined) return undefined;
  const equals = text.indexOf('=');
  if (equals < 0) return problems.add(item, `${quote(text)} has no "="; write KEY=VALUE`);
  return { key: text.slice(0, equals), text: text.slice(equals + 1), at: item };
}

export const readEnv = textMap((key) => {
  if (key === '') return 'a variable without a name';
  if (/[=\s\p{Cc}]/u.test(key)) return `${quote(key)} is not a valid variable name: no "=", space or control character`;
  return undefined;
});

/** Free in their keys but for what no tool could print. */
export const readLabels = textMap(labelFault);

/** A level may stand before the key: `index:org.opencontainers.image.title`. */
export const readAnnotations = textMap((key) => labelFault(key) ?? levelFault(key));

function labelFault(key: string): string | undefined {
  if (key.trim() === '') return 'a key without a name';
  if (/\p{Cc}/u.test(key)) return `${quote(key)} contains a control character`;
  return undefined;
}
