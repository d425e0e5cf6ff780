import { type Alias, isAlias, isMap, isScalar, isSeq, type Node, type Pair, Scalar, type YAMLMap } from 'yaml';
import type { Position } from './config-block.ts';
import type { Problems } from './problems.ts';
import type { Field, Value } from './value.ts';

/** A key and its value count as two. Ten thousand entries of `files` fit; an alias that grows by doubling does not. */
const VALUE_LIMIT = 100_000;

/** Characters of all values, with aliases written out; a text alone has a quarter of that at the most. */
const CHARACTER_LIMIT = 1024 * 1024;

/** No key of ours needs five; aliases can nest deeper than the text does. */
const DEPTH_LIMIT = 32;

type PositionAt = (offset: number) => Position;

/** Turns the parser's nodes into values with positions and names, and aliases into what they stand for. */
export function toValue(root: Node, positionAt: PositionAt, problems: Problems): Value | undefined {
  const conversion = new Conversion(positionAt, problems);
  const value = conversion.value(root, '', 0);
  return conversion.overflowed() ? undefined : value;
}

class Conversion {
  /** By anchor; a later anchor of the same name takes over, so the order of the text matters. */
  readonly #anchors = new Map<string, Node>();
  readonly #positionAt: PositionAt;
  readonly #problems: Problems;
  #values = 0;
  #characters = 0;

  constructor(positionAt: PositionAt, problems: Problems) {
    this.#positionAt = positionAt;
    this.#problems = problems;
  }

  overflowed(): boolean {
    return this.#values >= VALUE_LIMIT || this.#characters > CHARACTER_LIMIT;
  }

  value(node: Node, name: string, depth: number): Value | undefined {
    const position = this.#positionAt(node.range?.[0] ?? 0);
    if (this.overflowed()) return undefined;
    this.#values += 1;
    if (this.#values === VALUE_LIMIT) {
      return this.#problems.add({ name, position }, `more than ${VALUE_LIMIT} values, with aliases written out`);
    }
    if (depth > DEPTH_LIMIT) return this.#problems.add({ name, position }, 'lists and maps are nested too deep');
    if (isAlias(node)) return this.#alias(node, name, depth);
    if ((isScalar(node) || isSeq(node) || isMap(node)) && node.anchor !== undefined) {
      this.#anchors.set(node.anchor, node);
    }
    if (isScalar(node)) return this.#text(node, name, position);
    if (isMap(node)) return { kind: 'map', name, position, fields: this.#fields(node, name, depth) };
    const items = isSeq(node) ? node.items : [];
    return {
      kind: 'list',
      name,
      position,
      items: items.flatMap((item, index) => this.value(item as Node, `${name}[${index}]`, depth + 1) ?? []),
    };
  }

  #alias(alias: Alias, name: string, depth: number): Value | undefined {
    const node = this.#anchors.get(alias.source);
    if (node !== undefined) return this.value(node, name, depth + 1);
    const position = this.#positionAt(alias.range?.[0] ?? 0);
    const sentence = 'this alias (*name) has no anchor (&name) before it; put a text that begins with * in quotes';
    return this.#problems.add({ name, position }, sentence);
  }

  #text(scalar: Scalar, name: string, position: Position): Value | undefined {
    const text = String(scalar.value ?? '');
    this.#characters += text.length;
    if (this.#characters > CHARACTER_LIMIT) {
      return this.#problems.add(
        { name, position },
        `more than ${CHARACTER_LIMIT} characters, with aliases written out`,
      );
    }
    if (/\p{Surrogate}/u.test(text)) {
      return this.#problems.add({ name, position }, 'the text holds half a character (a lone surrogate)');
    }
    return { kind: 'text', name, position, text, plain: scalar.type === undefined || scalar.type === Scalar.PLAIN };
  }

  #fields(map: YAMLMap, name: string, depth: number): Field[] {
    const seen = new Map<string, Position>();
    return map.items.flatMap((pair) => this.#field(pair as Pair<Node, Node | null>, name, depth, seen) ?? []);
  }

  #field(
    { key, value }: Pair<Node, Node | null>,
    name: string,
    depth: number,
    seen: Map<string, Position>,
  ): Field | undefined {
    const position = this.#positionAt(key.range?.[0] ?? 0);
    const known = this.value(key, name, depth + 1);
    if (known === undefined) return undefined;
    if (known.kind !== 'text') {
      const hint = 'a key must be a text; put {{…}} and texts that begin with a bracket in quotes';
      return this.#problems.add({ name, position }, hint);
    }
    if (known.text === '<<' && known.plain) {
      return this.#problems.add(
        { name, position },
        'merge keys (<<) are not read; write the keys out, or use an alias',
      );
    }
    const inner = name === '' ? known.text : `${name}.${known.text}`;
    const first = seen.get(known.text);
    if (first !== undefined) {
      const sentence = `the key ${this.#problems.quote(known.text)} appears here twice; the first is in line ${first.line}`;
      return this.#problems.add({ name: inner, position }, sentence);
    }
    seen.set(known.text, position);
    const held = value === null ? this.#nothing(inner, position) : this.value(value, inner, depth + 1);
    return held === undefined ? undefined : { key: known.text, position, value: held };
  }

  #nothing(name: string, position: Position): Value {
    return { kind: 'text', name, position, text: '', plain: true };
  }
}
