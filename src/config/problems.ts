import { ProblemsError } from '../errors.ts';
import { printable } from '../printable.ts';
import type { Position } from './config-block.ts';

/** As many as a reader will go through before running it again. */
const SHOWN = 50;

interface Place {
  readonly name: string;
  readonly position: Position;
}

/** Everything that is wrong with one document, gathered while it is read, so that one run shows all of it. */
export class Problems {
  readonly #found: { readonly position: Position; readonly sentence: string }[] = [];
  readonly #shownKeys: readonly string[] | undefined;
  #count = 0;

  /** @param shownKeys for a document with secrets: keys that may be repeated; nothing else of the text is then */
  constructor(shownKeys?: readonly string[]) {
    this.#shownKeys = shownKeys;
  }

  /** Text from the document inside of a sentence. */
  quote(text: string): string {
    return this.#mayShow(text) ? quote(text) : '(not shown, since it may be a secret)';
  }

  #mayShow(key: string): boolean {
    return this.#shownKeys === undefined || this.#shownKeys.includes(key);
  }

  /** Returns nothing, so that a reader can end with `return problems.add(...)`. */
  add({ name, position }: Place, sentence: string): undefined {
    this.#count += 1;
    if (this.#found.length >= SHOWN) return;
    const [, parent = '', key = ''] = /^(\[\d+\])?\.?(.*)$/s.exec(name) ?? [];
    const shown = key === '' || this.#mayShow(key) ? name : parent;
    const subject = shown === '' ? '' : `${printable(shown, 100)}: `;
    this.#found.push({ position, sentence: `${formatPosition(position)}: ${subject}${sentence}` });
  }

  /** In the order of the text. */
  throwIfAny(): void {
    if (this.#count === 0) return;
    const sentences = this.#found
      .toSorted((a, b) => a.position.line - b.position.line || a.position.column - b.position.column)
      .map(({ sentence }) => sentence);
    const more = this.#count - sentences.length;
    throw new ProblemsError('config', more > 0 ? [...sentences, `and ${more} more`] : sentences);
  }
}

/** Text from the document inside of a sentence. */
export function quote(text: string): string {
  return `"${printable(text, 60)}"`;
}

/** `config:12:5`. */
export function formatPosition({ document, line, column }: Position): string {
  return `${printable(document, 200)}:${line}:${column}`;
}
