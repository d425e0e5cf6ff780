import type { Position } from './config-block.ts';

interface ValueBase {
  /** How messages name it: `files[0].mode`; empty for the document itself. */
  readonly name: string;
  readonly position: Position;
}

/** A scalar as the text that was written; numbers and booleans are for the readers to see in it. */
export interface Text extends ValueBase {
  readonly kind: 'text';
  readonly text: string;
  /** Written without quotes, so that `~`, `null` and nothing at all mean "not given". */
  readonly plain: boolean;
}

export interface List extends ValueBase {
  readonly kind: 'list';
  readonly items: readonly Value[];
}

export interface Field {
  readonly key: string;
  readonly position: Position;
  readonly value: Value;
}

/** Its keys are distinct. */
export interface Mapping extends ValueBase {
  readonly kind: 'map';
  readonly fields: readonly Field[];
}

/** A YAML value that knows its place, with aliases already replaced by what they stand for. */
export type Value = Text | List | Mapping;

export function isNothing(value: Value): boolean {
  return value.kind === 'text' && value.plain && ['', '~', 'null'].includes(value.text);
}

const KIND = { text: 'a single value', list: 'a list', map: 'a map' } as const;

/** What a value is, in the words of a message. */
export function kindOf(value: Value): string {
  return isNothing(value) ? 'nothing' : KIND[value.kind];
}
