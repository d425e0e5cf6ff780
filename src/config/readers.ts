import { type Problems, quote } from './problems.ts';
import { didYouMean } from './suggest.ts';
import { type Field, isNothing, kindOf, type Text, type Value } from './value.ts';

/** Turns a value into what it means, or adds to the problems and returns undefined. */
export type Reader<T> = (value: Value, problems: Problems) => T | undefined;

/** The scalar itself, for readers that need to know whether it was quoted. */
export function scalar(value: Value, problems: Problems): Text | undefined {
  if (value.kind === 'text') return value;
  return problems.add(value, `expected a single value, not ${kindOf(value)}`);
}

/** The text as it was written: `1.10`, `0644` and `true` stay what they are. */
export function readText(value: Value, problems: Problems): string | undefined {
  const text = scalar(value, problems)?.text;
  if (text?.includes('\0')) return problems.add(value, 'the text holds a NUL character');
  return text;
}

export function readBoolean(value: Value, problems: Problems): boolean | undefined {
  const text = readText(value, problems);
  if (text === undefined) return undefined;
  const lower = text.toLowerCase();
  if (lower === 'true' || lower === 'false') return lower === 'true';
  // What YAML 1.1 took for booleans is text in 1.2. https://yaml.org/spec/1.2.2/ext/changes/
  const meant = ['yes', 'on', 'y'].includes(lower) ? 'true' : ['no', 'off', 'n'].includes(lower) ? 'false' : undefined;
  return problems.add(
    value,
    `${quote(text)} is neither true nor false${meant === undefined ? '' : `; write ${meant}`}`,
  );
}

/** Decimal digits alone; both ends are allowed. */
export function integer(least: number, most: number): Reader<number> {
  return (value, problems) => {
    const text = readText(value, problems);
    if (text === undefined) return undefined;
    const number = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
    if (number >= least && number <= most) return number;
    return problems.add(value, `${quote(text)} is not a whole number from ${least} to ${most}`);
  };
}

/** A list, each item of which is read by `item`. */
export function listOf<T>(item: Reader<T>): Reader<readonly T[]> {
  return (value, problems) => {
    if (value.kind !== 'list') return problems.add(value, `expected a list, not ${kindOf(value)}`);
    return value.items.flatMap((one) => item(one, problems) ?? []);
  };
}

/** The same, where one value may stand for a list of one. */
export function oneOrMore<T>(item: Reader<T>): Reader<readonly T[]> {
  return (value, problems) => {
    if (value.kind !== 'text') return listOf(item)(value, problems);
    const one = item(value, problems);
    return one === undefined ? undefined : [one];
  };
}

type Fields = Readonly<Record<string, Reader<unknown>>>;
type Read<F extends Fields> = { readonly [K in keyof F]?: F[K] extends Reader<infer T> ? T : never };

/**
 * A map with these keys and no others. A key without a value counts as not given, so that an empty expression of a
 * workflow is harmless. Fields that are wrong are left out; with an unknown key there is no result, since what seems to
 * be missing may be under that key.
 * @param meant what Dockerfiles, compose files and Kubernetes call the same thing
 */
export function fields<F extends Fields>(known: F, meant: Readonly<Record<string, keyof F>> = {}): Reader<Read<F>> {
  return (value, problems) => {
    if (value.kind !== 'map') return problems.add(value, `expected a map, not ${kindOf(value)}`);
    const read: [string, unknown][] = [];
    let unknown = false;
    for (const field of value.fields) {
      const reader = Object.hasOwn(known, field.key) ? known[field.key] : undefined;
      if (reader === undefined) addUnknown(field, value.name, { known, meant }, problems);
      else if (!isNothing(field.value)) read.push([field.key, reader(field.value, problems)]);
      unknown ||= reader === undefined;
    }
    if (unknown) return undefined;
    return Object.fromEntries(read.filter(([, result]) => result !== undefined)) as Read<F>;
  };
}

function addUnknown(
  { key, position }: Field,
  name: string,
  { known, meant }: { readonly known: Fields; readonly meant: Readonly<Record<string, PropertyKey>> },
  problems: Problems,
): void {
  const names = Object.keys(known);
  const synonym = Object.hasOwn(meant, key.toLowerCase()) ? meant[key.toLowerCase()] : undefined;
  const hint = synonym === undefined ? didYouMean(key, names) : `; did you mean "${String(synonym)}"?`;
  problems.add({ name, position }, `unknown key ${problems.quote(key)}${hint || `; the keys are ${names.join(', ')}`}`);
}

/** Whether a map has a key with a value, right or wrong. */
export function has(value: Value, key: string): boolean {
  return value.kind === 'map' && value.fields.some((field) => field.key === key && !isNothing(field.value));
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** The same object without the fields that are undefined. */
export function present<T extends object>(object: T): Present<T> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as Present<T>;
}
